// An end by poison pill: one for each consumer, behind the last item. Prints that all items were used.
import { defineTasks, main, queue, threading } from '#interleave';

const PILL = null;

export const { consume } = defineTasks(import.meta.url, {
  consume: async (jobs: queue.Queue<number | null>, used: queue.Queue<number>) => {
    for (let job = await jobs.get(); job !== PILL; job = await jobs.get()) await used.put(job);
  },
});

main(async () => {
  const jobs = new queue.Queue<number | null>();
  const used = new queue.Queue<number>();
  const consumers = [1, 2].map(() => new threading.Thread(consume, { args: [jobs, used] }).start());

  for (let job = 0; job < 10; job++) await jobs.put(job);
  for (const _ of consumers) await jobs.put(PILL);
  for (const consumer of consumers) await consumer.join();
  console.log(`used: ${used.size}, left: ${jobs.size}`);
});

// prints
//   used: 10, left: 0
