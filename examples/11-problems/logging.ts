// Threads and processes log at once: each line is whole, and says whose it is. Prints to the standard error.
import { defineTasks, main, multiprocessing, threading } from '#interleave';

export const { work } = defineTasks(import.meta.url, {
  work: (left: number) => {
    multiprocessing.getLogger().info('half done', { left });
  },
});

main(async () => {
  const log = multiprocessing.getLogger();
  log.level = 'info'; // a child begins with what its parent has when it is started
  log.debug('below that level: not written');
  const thread = new threading.Thread(work, { args: [50], name: 'reader' }).start();
  const child = new multiprocessing.Process(work, { args: [10], name: 'writer' }).start();
  await thread.join();
  await child.join();
  log.warn('both are done');
});

// prints to the standard error, in any order
//   …Z [INFO/MainProcess/reader] … logging.ts:6: half done {"left":50}
//   …Z [INFO/writer/MainThread] … logging.ts:6: half done {"left":10}
//   …Z [WARN/MainProcess/MainThread] … logging.ts:18: both are done
