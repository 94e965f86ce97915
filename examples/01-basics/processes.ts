// A process has variables of its own: the child counts to 2, here it stays 1. Prints both, and its exit code.
import { defineTasks, main, multiprocessing } from '#interleave';

let greeted = 1;

export const { greet } = defineTasks(import.meta.url, {
  greet: (name: string) => {
    greeted += 1;
    console.log(`hello ${name}, from the child: ${greeted}`);
  },
});

main(async () => {
  const child = new multiprocessing.Process(greet, { args: ['parent'] }).start();
  console.log(`alive: ${child.isAlive}, children: ${multiprocessing.activeChildren().length}`);

  await child.join();
  console.log(`here: ${greeted}, exit code: ${child.exitCode}`);
});

// prints
//   alive: true, children: 1
//   hello parent, from the child: 2
//   here: 1, exit code: 0
