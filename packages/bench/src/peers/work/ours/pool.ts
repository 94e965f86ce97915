/**
 * futures.ThreadPoolExecutor. The library is loaded when the pool is made and not before, because that is part of a cold
 * start.
 *
 * @module
 */

import type { MakeSubject } from '../../../engines/timing/subject.ts';
import { blocked } from '../pool/blocking.ts';
import { poolSubjects, type PoolWork } from '../pool/subjects.ts';
import type { Executor } from './executor.ts';
import { openLibrary } from './open-library.ts';

async function open(): Promise<Executor> {
  await openLibrary();
  const { executor } = await import('./executor.ts');
  return executor();
}

async function blocking(): Promise<ReturnType<typeof blocked>> {
  const pool = await open();
  return blocked((value) => pool.callSync('echo', value));
}

export const subjects: Readonly<Record<PoolWork | 'blocking', MakeSubject>> = {
  ...poolSubjects(open),
  blocking,
};
