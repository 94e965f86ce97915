// A lock of threads is refused to a process, where it could lock nothing. Prints the path to it, and the cure.
import { defineTasks, errors, main, multiprocessing, threading } from '#interleave';

interface Job {
  readonly name: string;
  readonly lock: threading.Lock;
}

export const { work } = defineTasks(import.meta.url, {
  work: ({ name, lock }: Job) =>
    lock.runSync(() => console.log(`${name} holds a lock of scope ${lock.scope}`)),
});

main(async () => {
  try {
    new multiprocessing.Process(work, { args: [{ name: 'job', lock: new threading.Lock() }] }).start();
  } catch (error) {
    if (!(error instanceof errors.ScopeError)) throw error;
    console.log(`refused: ${error.path}`);
  }

  const lock = new multiprocessing.Lock(); // is a threading.Lock too, over memory that processes share
  const child = new multiprocessing.Process(work, { args: [{ name: 'job', lock }] }).start();
  await child.join();
});

// prints
//   refused: args[0].lock
//   job holds a lock of scope process
