// An end by shutdown: loops end when the queue is empty, and join waits for the work. Prints four jobs.
import { defineTasks, main, queue, threading } from '#interleave';

export const { work } = defineTasks(import.meta.url, {
  work: async (jobs: queue.Queue<string>) => {
    for await (const job of jobs) {
      console.log(`did ${job}`);
      jobs.taskDone();
    }
    console.log('nothing more to come');
  },
});

main(async () => {
  const jobs = new queue.Queue<string>({ maxsize: 2 });
  const worker = new threading.Thread(work, { args: [jobs] }).start();

  for (const job of ['a', 'b', 'c', 'd']) await jobs.put(job); // waits while there are two
  await jobs.join(); // until taskDone was called for each
  jobs.shutdown();
  await worker.join();
});

// prints
//   did a
//   did b
//   did c
//   did d
//   nothing more to come
