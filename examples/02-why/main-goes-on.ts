// A thread that blocks stops nobody else: main's timers go on, and end its wait. Prints three ticks, then its line.
import { defineTasks, main, threading } from '#interleave';

export const { waitFor } = defineTasks(import.meta.url, {
  waitFor: (enough: threading.Event) => {
    enough.waitSync();
    console.log('the thread waited');
  },
});

main(async () => {
  const enough = new threading.Event();
  const thread = new threading.Thread(waitFor, { args: [enough] }).start();

  let ticks = 0;
  const ticker = setInterval(() => {
    ticks += 1;
    console.log(`tick ${ticks}`);
    if (ticks < 3) return;
    clearInterval(ticker);
    enough.set();
  }, 20);
  await thread.join(); // joinSync would stop the timer, and wait for ever
});

// prints
//   tick 1
//   tick 2
//   tick 3
//   the thread waited
