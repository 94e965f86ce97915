/**
 * How a list of a manager compares what it holds.
 *
 * @module
 */

import { encode } from '../../wire/encode.ts';
import { processProgram } from '../../agent/scope.ts';

/** Numbers by size, texts by their letters, arrays element by element, as Python's; nothing else has an order. */
export function compare(one: unknown, other: unknown): number {
  const [a, b] = [kindOf(one), kindOf(other)];
  if (a === undefined || a !== b) {
    throw new TypeError(`Cannot sort: ${describe(one)} and ${describe(other)} have no order`);
  }
  if (a !== 'array')
    return (one as number) < (other as number) ? -1 : (one as number) > (other as number) ? 1 : 0;
  const [left, right] = [one as unknown[], other as unknown[]];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const order = compare(left[at], right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function kindOf(value: unknown): 'number' | 'text' | 'array' | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return 'number';
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'array' : undefined;
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** Whether two values say the same, as Python's `==`. */
export function alike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other || (Number.isNaN(one) && Number.isNaN(other));
  const [left, right] = [bytesOf(one), bytesOf(other)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

function bytesOf(value: unknown): Uint8Array {
  const owner = processProgram();
  const { bytes, handles } = encode(value, { root: 'value', owner, aside: false });
  for (const at of handles) owner.release(at);
  return bytes;
}
