// Threads by hand: start them, keep them, join them. Prints who is alive when.
import { defineTasks, main, threading } from '#interleave';

export const { work } = defineTasks(import.meta.url, {
  work: (number: number, begin: threading.Event) => {
    begin.waitSync();
    console.log(`worker ${number} works`);
  },
});

main(async () => {
  const begin = new threading.Event();
  const threads = [1, 2, 3].map((number) => new threading.Thread(work, { args: [number, begin] }));
  const alive = (): number => threads.filter((thread) => thread.isAlive).length;

  console.log(`alive before their start: ${alive()}`);
  for (const thread of threads) thread.start();
  console.log(`alive after it: ${alive()}`);

  begin.set();
  for (const thread of threads) await thread.join();
  console.log(`alive after the join: ${alive()}`);
});

// prints, the workers in any order
//   alive before their start: 0
//   alive after it: 3
//   worker 1 works
//   worker 2 works
//   worker 3 works
//   alive after the join: 0
