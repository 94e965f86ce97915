// Factorials, one after the other and on an executor of threads: the same numbers either way. Prints their digits.
import { defineTasks, futures, main } from '#interleave';

export const { factorial } = defineTasks(import.meta.url, {
  factorial: (n: number) => {
    let product = 1n;
    for (let factor = 2n; factor <= BigInt(n); factor++) product *= factor;
    return product;
  },
});

const digits = (numbers: readonly bigint[]): number[] => numbers.map((number) => String(number).length);
const ns = [10, 100, 1000, 2000];

main(async () => {
  console.log('one after the other:', digits(ns.map(factorial)).join(' '));

  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 4 });
  const pending = ns.map((n) => pool.submit(factorial, n));
  console.log('on an executor:', digits(await Promise.all(pending)).join(' '));
});

// prints
//   one after the other: 7 158 2568 5736
//   on an executor: 7 158 2568 5736
