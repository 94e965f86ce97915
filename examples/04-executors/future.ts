// submit gives a Future at once, not the result, and whoever asks for that waits; errors wait too. Prints each step.
import { defineTasks, futures, main, threading } from '#interleave';

export const { divide } = defineTasks(import.meta.url, {
  divide: (a: bigint, b: bigint, begin: threading.Event) => {
    begin.waitSync();
    return a / b;
  },
});

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 2 });
  const begin = new threading.Event();
  const good = pool.submit(divide, 84n, 2n, begin);
  const bad = pool.submit(divide, 1n, 0n, begin);
  console.log(`a Future: ${good instanceof futures.Future}, done: ${good.done}`);

  good.addDoneCallback((future) => console.log(`called back: ${future.resultSync()}`));
  begin.set();
  console.log(`result: ${await good}`); // or await good.result({ timeout: 1000 }), or good.resultSync(), which blocks
  console.log(`error: ${(await bad.exception())?.name}`); // await bad would throw it, with the thread's stack
});

// prints
//   a Future: true, done: false
//   called back: 42
//   result: 42
//   error: RangeError
