// Who waits needs no CPU, so waits overlap: ten of 100 ms take little more than one. Prints ten pages and the time.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTasks, futures, main } from '#interleave';

export const { fetchPage } = defineTasks(import.meta.url, {
  fetchPage: async (number: number) => {
    await sleep(100); // a slow server
    return `page ${number}`;
  },
});

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 2 });
  await pool.submit(fetchPage, 0);

  const begin = performance.now();
  const pages = [];
  for await (const page of pool.map(fetchPage, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])) pages.push(page);
  console.log(pages.join(', '));
  console.log(`${Math.round(performance.now() - begin)} ms`); // two threads are enough: a task that awaits holds none
});

// prints
//   page 1, page 2, page 3, page 4, page 5, page 6, page 7, page 8, page 9, page 10
//   … ms
