// standby takes a process that was started ahead and holds the library alone: a quick start. Prints two pids.
import { defineTasks, main, multiprocessing } from '#interleave';

export const { hello } = defineTasks(import.meta.url, {
  hello: () => console.log(`process ${multiprocessing.currentProcess().pid}`),
});

main(async () => {
  console.log(`methods: ${multiprocessing.getAllStartMethods().join(', ')}`);
  multiprocessing.setStartMethod('standby'); // for all that come; startMethod: 'standby' is for one

  for (let n = 0; n < 2; n++) {
    using child = new multiprocessing.Process(hello).start();
    await child.join();
  }
});

// prints
//   methods: spawn, standby
//   process …
//   process …
