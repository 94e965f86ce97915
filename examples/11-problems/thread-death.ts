// A thread that fails ends alone: main goes on, a hook hears of it, the error is kept. Prints what the hook was told.
import { defineTasks, main, threading } from '#interleave';

export const { divide } = defineTasks(import.meta.url, {
  divide: (a: bigint, b: bigint) => a / b,
});

main(async () => {
  threading.setExcepthook(({ error, thread }) => {
    console.log(`${thread?.name} failed: ${error.name}`); // the default prints this and the thread's stack
  });

  const thread = new threading.Thread(divide, { args: [1n, 0n], name: 'divider' }).start();
  await thread.join();
  console.log(`main goes on and can ask: ${thread.error instanceof RangeError}`);
});

// prints, in any order
//   divider failed: RangeError
//   main goes on and can ask: true
