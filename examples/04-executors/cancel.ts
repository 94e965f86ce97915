// Two ways to stop a call: a signal that the task listens to, or the end of its worker. Prints one line each.
import { currentTask, defineTasks, futures, main, threading } from '#interleave';

export const { count, spin } = defineTasks(import.meta.url, {
  count: (begun: threading.Event) => {
    const task = currentTask()!;
    begun.set();
    while (!task.signal.aborted); // computes
    return 'stopped when asked';
  },
  spin: () => {
    for (;;); // does not listen
  },
});

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 2 });

  const controller = new AbortController();
  const begun = new threading.Event();
  const counted = pool.with({ signal: controller.signal }).submit(count, begun);
  await begun.wait();
  controller.abort(); // a call that has not begun fails with CancelledError
  console.log(await counted);

  const runaway = pool.with({ timeout: 100, kill: true }).submit(spin);
  console.log(`${(await runaway.exception())?.name}: its worker was replaced`);
});

// prints
//   stopped when asked
//   TimeoutError: its worker was replaced
