// A Value is one number in shared memory, with a lock beside it: one child pays in, another takes out. Prints 500.
import { defineTasks, main, multiprocessing } from '#interleave';

type Balance = multiprocessing.SharedValue<'i32'>;

export const { change } = defineTasks(import.meta.url, {
  change: (balance: Balance, by: number) => {
    for (let i = 0; i < 500; i++) {
      using _ = balance.lock!.holdSync(); // reading and writing are two steps
      balance.value += by;
    }
  },
});

main(async () => {
  const balance: Balance = multiprocessing.Value('i32', 500);
  const children = [1, -1].map((by) => new multiprocessing.Process(change, { args: [balance, by] }).start());
  for (const child of children) await child.join();
  console.log(balance.value);
});

// prints
//   500
