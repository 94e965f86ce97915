// A thread that nobody joined keeps the program alive after its last line. Prints "Bye", then "still alive".
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTasks, main, threading } from '#interleave';

export const { goOn } = defineTasks(import.meta.url, {
  goOn: async (lastLine: threading.Event) => {
    await lastLine.wait();
    await sleep(50);
    console.log('still alive');
  },
});

main(() => {
  const lastLine = new threading.Event();
  new threading.Thread(goOn, { args: [lastLine], name: 'forgotten' }).start();

  const alive = threading.enumerate().map(({ name }) => name);
  console.log(`alive: ${alive.join(', ')}`);
  console.log('Bye');
  lastLine.set();
});

// prints
//   alive: MainThread, forgotten
//   Bye
//   still alive
