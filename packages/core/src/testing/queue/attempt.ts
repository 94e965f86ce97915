/**
 * One operation that may wait, in either form, and how it ended, as a number that fits into a word of a board.
 *
 * @module
 */

import { Empty, Full, ShutDown } from '../../errors.ts';
import type { AnyQueue } from './kinds.ts';

export type Operation = 'get' | 'put' | 'join';
export type Form = 'async' | 'sync';

export const FORMS: readonly Form[] = ['async', 'sync'];

/** How an operation ended. */
export const DID = 1;
export const EMPTY = 2;
export const FULL = 3;
export const SHUT_DOWN = 4;
/** `join` gave false. */
export const NOT_YET = 5;

function ending(error: unknown): number {
  if (error instanceof Empty) return EMPTY;
  if (error instanceof Full) return FULL;
  if (error instanceof ShutDown) return SHUT_DOWN;
  throw error;
}

/** Does it once; `timeout` undefined waits for ever. */
export async function attempt(
  queue: AnyQueue,
  operation: Operation,
  form: Form,
  timeout?: number,
): Promise<number> {
  const options = { timeout };
  try {
    if (operation === 'put') {
      if (form === 'sync') queue.putSync([1], options);
      else await queue.put([1], options);
      return DID;
    }
    if (operation === 'get') {
      if (form === 'sync') queue.getSync(options);
      else await queue.get(options);
      return DID;
    }
    return (form === 'sync' ? queue.joinSync(options) : await queue.join(options)) ? DID : NOT_YET;
  } catch (error) {
    return ending(error);
  }
}

/** The forms that do not wait, and the ones that are told not to. */
export async function attemptNow(queue: AnyQueue, operation: 'get' | 'put'): Promise<number[]> {
  const endings: number[] = [];
  try {
    if (operation === 'get') queue.getNowait();
    else queue.putNowait([1]);
    endings.push(DID);
  } catch (error) {
    endings.push(ending(error));
  }
  for (const form of FORMS) endings.push(await attempt(queue, operation, form, 0));
  return endings;
}
