// A task travels by its name, arguments as copies, functions not at all. Prints what was changed where.
import { defineTasks, errors, main, multiprocessing } from '#interleave';

export const { change } = defineTasks(import.meta.url, {
  change: (settings: Map<string, unknown>) => {
    settings.set('level', 'debug');
    console.log(`in the child: ${String(settings.get('level'))}`);
  },
});

main(async () => {
  const settings = new Map<string, unknown>([['level', 'info']]);
  const child = new multiprocessing.Process(change, { args: [settings] }).start();
  await child.join();
  console.log(`here: ${String(settings.get('level'))}`);

  settings.set('callback', () => 'a closure');
  try {
    new multiprocessing.Process(change, { args: [settings] }).start();
  } catch (error) {
    if (!(error instanceof errors.SerializationError)) throw error;
    console.log(`refused: ${error.path}`);
  }
});

// prints
//   in the child: debug
//   here: info
//   refused: …
