// Children of three runtimes count in one memory; any of them may be the parent. Prints "3000 by node, deno, bun".
import { defineTasks, main, multiprocessing } from '#interleave';

export const { count } = defineTasks(import.meta.url, {
  count: (total: multiprocessing.SharedValue<'i32'>, times: number) => {
    for (let i = 0; i < times; i++) total.add(1); // one step, unlike total.value += 1
  },
});

const runtimes = ['node', 'deno', 'bun'] as const;

main(async () => {
  const total = multiprocessing.Value('i32', 0);
  const children = runtimes.map((runtime) =>
    new multiprocessing.Process(count, { args: [total, 1000], runtime }).start(),
  );
  for (const child of children) await child.join();
  console.log(`${total.value} by ${runtimes.join(', ')}`);
});

// prints
//   3000 by node, deno, bun
