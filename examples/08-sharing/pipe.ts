// A pipe has two ends: one asks, the other answers until the first is closed. Prints two answers and "ended with 0".
import { defineTasks, errors, main, multiprocessing } from '#interleave';

export const { answer } = defineTasks(import.meta.url, {
  answer: async (end: multiprocessing.Connection) => {
    try {
      for (;;) await end.send((await end.recv<string>()).toUpperCase());
    } catch (error) {
      if (!(error instanceof errors.EOFError)) throw error; // nobody has the other end any more
    }
  },
});

main(async () => {
  const [here, there] = multiprocessing.Pipe();
  const child = new multiprocessing.Process(answer, { args: [there] }).start();
  there.close(); // the child's now

  for (const question of ['anybody there?', 'how are you?']) {
    await here.send(question);
    console.log(await here.recv());
  }
  here.close();
  await child.join();
  console.log(`ended with ${child.exitCode}`);
});

// prints
//   ANYBODY THERE?
//   HOW ARE YOU?
//   ended with 0
