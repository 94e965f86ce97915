// What threads and processes know of themselves: names, idents, pids, parents. Prints a line for each of three.
import { defineTasks, main, multiprocessing, threading } from '#interleave';

export const { introduce } = defineTasks(import.meta.url, {
  introduce: () => {
    const { name, ident } = threading.currentThread();
    const parent = multiprocessing.parentProcess();
    const origin = parent === null ? 'the first process' : `a child of ${parent.pid}`;
    console.log(`${name}: ident ${ident}, process ${multiprocessing.currentProcess().pid}, ${origin}`);
  },
});

main(async () => {
  introduce(); // a task is an ordinary function here

  const thread = new threading.Thread(introduce, { name: 'a thread' }).start();
  await thread.join();

  const child = new multiprocessing.Process(introduce).start();
  await child.join();
});

// prints
//   MainThread: ident 1, process …, the first process
//   a thread: ident …, process …, the first process
//   MainThread: ident …, process …, a child of …
