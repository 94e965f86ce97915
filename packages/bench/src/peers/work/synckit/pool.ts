/**
 * synckit: one worker and one function, whose call blocks. It is no pool and has no other form, so only what is asked
 * one after another is measured of it.
 *
 * @module
 */

import type { MakeSubject } from '../../../engines/timing/subject.ts';
import { blocked } from '../pool/blocking.ts';
import { cold } from '../pool/cold.ts';
import { present } from '../present.ts';

type Call = (value: unknown) => unknown;

async function open(): Promise<Call> {
  const { createSyncFn } = await import('synckit');
  return createSyncFn<Call>(new URL('./pool-worker.ts', import.meta.url));
}

async function blocking(): Promise<ReturnType<typeof blocked>> {
  present('synckit');
  return blocked(await open());
}

function firstResult(): ReturnType<typeof cold> {
  present('synckit');
  return cold(async () => {
    const call = await open();
    return { call: (_, value) => Promise.resolve(call(value)), move: () => Promise.reject(new TypeError()) };
  });
}

export const subjects: Readonly<Record<'blocking' | 'cold', MakeSubject>> = { blocking, cold: firstResult };
