// Each worker of a pool is prepared once, and given a lock there that all of them share. Prints steps that never mix.
import { defineTasks, futures, main, multiprocessing } from '#interleave';

let lock: multiprocessing.Lock; // each process has a variable of its own, with the same lock in it

export const { prepare, twoSteps } = defineTasks(import.meta.url, {
  prepare: (shared: multiprocessing.Lock) => {
    lock = shared;
  },
  twoSteps: (_call: number) => {
    using _ = lock.holdSync();
    console.log('first step');
    console.log('second step');
  },
});

main(async () => {
  await using pool = new futures.ProcessPoolExecutor({
    maxWorkers: 2,
    initializer: prepare,
    initargs: [new multiprocessing.Lock()],
  });
  await Promise.all([1, 2, 3].map((call) => pool.submit(twoSteps, call)));
});

// prints
//   first step
//   second step
//   first step
//   second step
//   first step
//   second step
