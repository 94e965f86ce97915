// A daemon thread does not keep the program alive, whatever it is doing. Prints "Bye", and nothing after it.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTasks, main, threading } from '#interleave';

export const { goOn } = defineTasks(import.meta.url, {
  goOn: async () => {
    await sleep(60_000);
    console.log('never printed');
  },
});

main(() => {
  new threading.Thread(goOn, { daemon: true }).start();
  console.log('Bye');
});

// prints
//   Bye
