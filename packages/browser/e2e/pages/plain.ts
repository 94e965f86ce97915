/** A page without isolation: what the library says there. @module */

import { threading } from '@interleave/browser';
import { programTasks } from '../../../core/src/testing/programs/program.tasks.ts';

const attempts: Readonly<Record<string, () => unknown>> = {
  Lock: () => new threading.Lock(),
  Event: () => new threading.Event(),
  Thread: () => new threading.Thread(programTasks.nothing).start(),
};

for (const [name, attempt] of Object.entries(attempts)) {
  try {
    console.log(`${name}: ${String(attempt())}`);
  } catch (error) {
    console.log(`${name}: ${String(error)}`);
  }
}
console.log('END');
