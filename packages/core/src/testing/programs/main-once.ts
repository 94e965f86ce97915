/**
 * At once the entry and the task module of its threads: what is in `main` runs in the first agent only.
 *
 * @module
 */

import { defineTasks, main, type TaskRef } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { say, whichRuntime } from '../runtime.ts';

await import(`@interleave/${whichRuntime()}`);

const bodies = {
  work(): void {
    say('a thread works');
  },
};
const tasks: { readonly work: (typeof bodies)['work'] & TaskRef } = defineTasks(import.meta.url, bodies);

async function both(): Promise<void> {
  say('main runs');
  const threads = [1, 2].map(() => new Thread(tasks.work).start());
  for (const thread of threads) {
    await thread.join();
    if (thread.error !== undefined) throw thread.error;
  }
}

main(import.meta.url, both);
main(() => say('the second main runs'));
