/**
 * The first steps that threads took on a shared number, written by themselves into shared memory.
 *
 * A step and its note are two operations, so the order of the notes can differ from that of the steps by those that
 * were taken at the same moment; each thread's own notes are in its own order.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';

export type Step = 'reads' | 'writes';

const NOTES = 16;

/** What a trace takes: how many notes were wanted, and the first of them. */
export const TRACE_WORDS: number = 1 + NOTES;

/** Thread, step and number in one word, so that a note is written by one store; never zero. */
function pack(thread: number, step: Step, number: number): number {
  return ((thread + 1) << 24) | (step === 'writes' ? 1 << 23 : 0) | (number & 0x7fffff);
}

export function note(view: Int32Array, at: number, thread: number, step: Step, number: number): void {
  const place = atomicAdd(view, at, 1);
  if (place < NOTES) atomicStore(view, at + 1 + place, pack(thread, step, number));
}

/** The notes as a sentence each: `1 reads 0, 2 reads 0, 1 writes 1`. */
export function traceOf(view: Int32Array, at: number): string {
  return Array.from({ length: Math.min(NOTES, atomicLoad(view, at)) }, (_, place) =>
    atomicLoad(view, at + 1 + place),
  )
    .map((word) => `${word >>> 24} ${word & (1 << 23) ? 'writes' : 'reads'} ${word & 0x7fffff}`)
    .join(', ');
}
