// Many results, three ways: in the order of the items, as they come, with the future of each. Prints nine lines.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTasks, futures, main } from '#interleave';

export const { sleepFor } = defineTasks(import.meta.url, {
  sleepFor: async (ms: number) => {
    await sleep(ms);
    return ms;
  },
});

const naps = [60, 30, 1];

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 2 });
  for await (const ms of pool.map(sleepFor, naps)) console.log(`in order: ${ms}`);
  for await (const ms of pool.imapUnordered(sleepFor, naps)) console.log(`as they come: ${ms}`);

  const pending = naps.map((ms) => pool.submit(sleepFor, ms));
  for await (const { future, status } of futures.asCompleted(pending)) {
    console.log(`number ${pending.indexOf(future)}: ${status}`);
  }
});

// prints, from the fourth line on in any order
//   in order: 60
//   in order: 30
//   in order: 1
//   as they come: 1
//   as they come: 30
//   as they come: 60
//   number 2: fulfilled
//   number 1: fulfilled
//   number 0: fulfilled
