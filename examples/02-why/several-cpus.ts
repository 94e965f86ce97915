// Threads compute at the same time, each on a CPU; in CPython they take turns. Prints how long two sums take, twice.
import { defineTasks, futures, main } from '#interleave';

export const { sum } = defineTasks(import.meta.url, {
  sum: (to: number) => {
    let total = 0;
    for (let n = 1; n <= to; n++) total += n % 7;
    return total;
  },
});

const N = 5_000_000;

async function time(title: string, body: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await body();
  console.log(`${title}: ${Math.round(performance.now() - begin)} ms`);
}

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 2 });
  await Promise.all([pool.submit(sum, 1), pool.submit(sum, 1)]); // both workers are up

  await time('one after the other', async () => [await pool.submit(sum, N), await pool.submit(sum, N)]);
  await time('at the same time', () => Promise.all([pool.submit(sum, N), pool.submit(sum, N)]));
});

// prints
//   one after the other: … ms
//   at the same time: … ms
