import { Timer } from '../../threading/index.ts';
import type { Board } from '../board.ts';
import type { Context } from '../context.ts';
import { timerTasks } from './timer.tasks.ts';

/** A timer of the variant on test that writes the value down when it runs. */
export function ringing(t: Context, ms: number, board: Board, value = 1): Timer {
  if (t.place.variant === 'a task') return new Timer(ms, timerTasks.ring, [board, value]);
  return new Timer(ms, () => timerTasks.ring(board, value));
}

/** A timer of the variant on test that fails when it runs, but not before GO. */
export function failingAtGo(t: Context, board: Board): Timer {
  if (t.place.variant === 'a task') return new Timer(0, timerTasks.failAtGo, [board]);
  return new Timer(0, (() => timerTasks.failAtGo(board)) as () => void);
}

/** A timer of the variant on test that fails when it runs. */
export function failing(t: Context, ms: number, message: string): Timer {
  if (t.place.variant === 'a task') return new Timer(ms, timerTasks.fail, [message]);
  return new Timer(ms, () => timerTasks.fail(message));
}
