// spawn starts a runtime anew, which evaluates the module again: what was set here is not set there. Prints both.
import { defineTasks, main, multiprocessing } from '#interleave';

let setting = 'as the module has it';

export const { look } = defineTasks(import.meta.url, {
  look: () => console.log(`in the child: ${setting}`),
});

main(async () => {
  setting = 'changed'; // main runs in the first process only, so the child never gets here
  console.log(`here: ${setting}`);

  const child = new multiprocessing.Process(look, { startMethod: 'spawn' }).start();
  await child.join();
});

// prints
//   here: changed
//   in the child: as the module has it
