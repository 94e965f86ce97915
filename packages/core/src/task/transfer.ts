/**
 * Values that move instead of being copied.
 *
 * @module
 */

import { agent } from '../agent/state.ts';
import type { Transferable } from './task.ts';

/**
 * Marks a value so that the named objects in it move when it is sent to a thread, and are empty here afterwards. To
 * a process or into a queue they are copied all the same.
 *
 * @example
 * ```ts
 * const bytes = new Uint8Array(1 << 20);
 * new threading.Thread(fill, { args: [transfer(bytes, [bytes.buffer])] }).start();
 * ```
 */
export function transfer<T>(value: T, list: readonly Transferable[]): T {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`Cannot transfer ${typeof value}: only objects have something that can move`);
  }
  agent().transfers.set(value, list);
  return value;
}
