import type { Suite } from '../cases.ts';
import { functions, tasks } from './kinds.ts';
import { blocking, timer } from './timer.ts';

/** Timer, of a task and of a plain function. What a timer does for its program's life is in `programs/`. */
export const timerSuite: Suite = {
  name: 'timer',
  variants: ['a task', 'a function'],
  groups: [timer, tasks, functions, blocking],
};
