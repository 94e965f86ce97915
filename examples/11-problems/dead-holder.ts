// A process dies with a lock in its hands: the next one takes it over, and is told. Prints "taken over: true".
import { defineTasks, main, multiprocessing } from '#interleave';

export const { holdForEver } = defineTasks(import.meta.url, {
  holdForEver: (lock: multiprocessing.Lock, held: multiprocessing.Event) => {
    lock.acquireSync();
    held.set();
    new multiprocessing.Event().waitSync();
  },
});

main(async () => {
  const lock = new multiprocessing.Lock({ name: 'files' });
  const held = new multiprocessing.Event();
  const child = new multiprocessing.Process(holdForEver, { args: [lock, held] }).start();

  await held.wait();
  child.kill();
  using _ = await lock.hold();
  console.log(`taken over: ${lock.abandoned}`); // so look whether what it guards is whole
  await child.join();
  console.log(`exit code: ${child.exitCode}`);
});

// prints
//   taken over: true
//   exit code: -9
