/**
 * What a thread does with a queue, written down.
 *
 * @module
 */

import { Empty, Full } from '../../errors.ts';
import type { Recorder } from '../../explore/history/index.ts';
import { formOf, OPERATIONS, patience, type Form, type Patience, type Player } from './player.ts';
import { linger, THREADS } from './window.ts';

/** What all queues have in common. */
export interface Passing {
  putNowait(item: number): void;
  putSync(item: number, options?: Patience): void;
  put(item: number, options?: Patience): Promise<void>;
  getNowait(): number;
  getSync(options?: Patience): number;
  get(options?: Patience): Promise<number>;
}

/**
 * In every other window each puts or each gets, as many as come, and waits for it; in the others all do both, and nobody
 * waits for long, because nobody need come.
 */
export async function playPassing(it: Passing, { next, recorder, thread, window }: Player): Promise<void> {
  const item = (operation: number): number =>
    1 + Math.floor(next() * 1000) * 100 + thread * OPERATIONS + operation;
  const mayBlock = thread > 0;
  if (window % 2 === 0) {
    // One against the others, the one as often as they together.
    const alone = (window / 2) % THREADS;
    const puts = (thread === alone) === (window % 4 === 0);
    const operations = thread === alone ? 2 * (THREADS - 1) : 2;
    for (let operation = 0; operation < operations; operation += 1) {
      if (puts) await putIn(it, recorder, item(operation), 'patient', next, mayBlock);
      else await getFrom(it, recorder, 'patient', next, mayBlock);
    }
    return;
  }
  for (let operation = 0; operation < OPERATIONS; operation += 1) {
    const form = formOf(next, false);
    if (next() < 0.5) await putIn(it, recorder, item(operation), form, next, mayBlock);
    else await getFrom(it, recorder, form, next, mayBlock);
    linger(next);
  }
}

function putIn(
  it: Passing,
  recorder: Recorder,
  item: number,
  form: Form,
  next: () => number,
  mayBlock: boolean,
): unknown {
  const failed = (error: unknown): false => {
    if (error instanceof Full) return false;
    throw error;
  };
  const orFull = (run: () => void): boolean => {
    try {
      run();
      return true;
    } catch (error) {
      return failed(error);
    }
  };
  if (form === 'try') return recorder.call('put', [item], () => orFull(() => it.putNowait(item)));
  const options = patience(form, next);
  const args = [item, 'wait'];
  if (mayBlock && next() < 0.6)
    return recorder.call('put', args, () => orFull(() => it.putSync(item, options)));
  return recorder.callAsync('put', args, () => it.put(item, options).then(() => true, failed));
}

function getFrom(
  it: Passing,
  recorder: Recorder,
  form: Form,
  next: () => number,
  mayBlock: boolean,
): unknown {
  const failed = (error: unknown): null => {
    if (error instanceof Empty) return null;
    throw error;
  };
  const orEmpty = (run: () => number): readonly [number] | null => {
    try {
      return [run()];
    } catch (error) {
      return failed(error);
    }
  };
  if (form === 'try') return recorder.call('get', [], () => orEmpty(() => it.getNowait()));
  const options = patience(form, next);
  if (mayBlock && next() < 0.6)
    return recorder.call('get', ['wait'], () => orEmpty(() => it.getSync(options)));
  return recorder.callAsync('get', ['wait'], () => it.get(options).then((got) => [got] as const, failed));
}

/** Gets what is left. */
export function drain(it: Passing, recorder: Recorder): void {
  for (let left = true; left;) {
    left =
      recorder.call('get', [], () => {
        try {
          return [it.getNowait()] as const;
        } catch (error) {
          if (error instanceof Empty) return null;
          throw error;
        }
      }) !== null;
  }
}
