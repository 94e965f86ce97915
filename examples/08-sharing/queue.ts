// A queue between processes: what is put is in shared memory at once, for whoever gets first. Prints three results.
import { defineTasks, main, multiprocessing } from '#interleave';

export const { greet } = defineTasks(import.meta.url, {
  greet: async (names: multiprocessing.Queue<string>, greetings: multiprocessing.Queue<string>) => {
    for await (const name of names) await greetings.put(`hello ${name}`);
    greetings.shutdown();
  },
});

main(async () => {
  const names = new multiprocessing.Queue<string>({ maxsize: 2 });
  const greetings = new multiprocessing.Queue<string>();
  const child = new multiprocessing.Process(greet, { args: [names, greetings] }).start();

  for (const name of ['ada', 'grace', 'barbara']) await names.put(name);
  names.shutdown();
  for await (const greeting of greetings) console.log(greeting);
  await child.join();
});

// prints
//   hello ada
//   hello grace
//   hello barbara
