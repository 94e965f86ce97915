/**
 * A thread waits a million times; the page measures, because a worker does not see its own memory.
 *
 * @module
 */

import { threading } from '@interleave/browser';
import { board, DONE, GO, mark, reaches } from '../../../core/src/testing/board.ts';
import { programTasks } from '../../../core/src/testing/programs/program.tasks.ts';

/** Of the page and its workers together; only Chromium has it. */
interface MeasuresMemory {
  measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
}

const [primitive = '', how = ''] = new URLSearchParams(location.search).getAll('arg');
const steps = board();
const thread = new threading.Thread(programTasks.flatInSteps, {
  args: [primitive, how, [100, 900], steps],
}).start();
const bytes: number[] = [];
for (const step of [1, 2]) {
  await reaches(steps, DONE, step);
  bytes.push((await (performance as unknown as MeasuresMemory).measureUserAgentSpecificMemory()).bytes);
  mark(steps, GO);
}
await thread.join();
if (thread.error !== undefined) throw thread.error;
console.log(JSON.stringify({ waits: 1_000_000, first: [bytes[0]], last: [bytes[1]] }));
console.log('END');
