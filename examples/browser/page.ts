// A page whose threads count primes, while it stays responsive. Shows "25997 primes below 300000".
import { defineTasks, futures, main } from '@interleave/browser';

export const { countPrimes } = defineTasks(import.meta.url, {
  countPrimes: (from: number, to: number) => {
    let primes = 0;
    for (let n = Math.max(from, 2); n < to; n++) {
      let divisor = 2;
      while (divisor * divisor <= n && n % divisor !== 0) divisor += 1;
      if (divisor * divisor > n) primes += 1;
    }
    return primes;
  },
});

const BELOW = 300_000;
const PART = 20_000;

/** What touches the page is inside main: threads evaluate this module too, and have no document. */
main(() => {
  const button = document.querySelector('button')!;
  const output = document.querySelector('output')!;

  button.addEventListener('click', async () => {
    await using pool = new futures.ThreadPoolExecutor(); // one thread for each CPU
    const parts = Array.from({ length: BELOW / PART }, (_, i): [number, number] => [
      i * PART,
      (i + 1) * PART,
    ]);
    let primes = 0;
    for await (const count of pool.starmap(countPrimes, parts)) {
      primes += count;
      output.textContent = `${primes} primes so far`;
    }
    output.textContent = `${primes} primes below ${BELOW}`;
  });
});
