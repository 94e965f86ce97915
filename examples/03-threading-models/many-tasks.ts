// M:N, many tasks on few threads: one that awaits lends its thread to the next. Prints that 4 threads ran 1000.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTasks, futures, main, threading } from '#interleave';

export const { answer } = defineTasks(import.meta.url, {
  answer: async (_request: number) => {
    await sleep(10);
    return threading.getIdent();
  },
});

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 4 });
  const requests = Array.from({ length: 1000 }, (_, request) => request);

  const threads = new Set<number>();
  for await (const thread of pool.map(answer, requests)) threads.add(thread);
  console.log(`${requests.length} tasks on at most 4 threads: ${threads.size <= 4}`);
});

// prints
//   1000 tasks on at most 4 threads: true
