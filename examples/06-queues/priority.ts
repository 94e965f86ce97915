// A PriorityQueue gives the smallest first, equal ones in order of arrival. Prints three jobs, the fire first.
import { main, queue } from '#interleave';

interface Job {
  readonly priority: number;
  readonly what: string;
}

main(async () => {
  const jobs = new queue.PriorityQueue<Job>();
  await jobs.put({ priority: 5, what: 'water the plants' });
  await jobs.put({ priority: 1, what: 'put out the fire' });
  await jobs.put({ priority: 5, what: 'feed the cat' });
  jobs.shutdown();

  for await (const { what } of jobs) console.log(what);
});

// prints
//   put out the fire
//   water the plants
//   feed the cat
