/**
 * Core alone, as a program has it that forgot to import its runtime's package.
 *
 * @module
 */

import { Event, Lock, Thread } from '../../threading/index.ts';
import { say } from '../runtime.ts';
import { programTasks } from './program.tasks.ts';

for (const attempt of [() => new Lock(), () => new Event(), () => new Thread(programTasks.nothing).start()]) {
  try {
    say(`no error: ${String(attempt())}`);
  } catch (error) {
    say(String(error));
  }
}
