/**
 * futures.ThreadPoolExecutor. The library is loaded when the pool is made and not before, because that is part of a cold
 * start.
 *
 * @module
 */

import process from 'node:process';
import type { MakeSubject } from '../../../engines/timing/subject.ts';
import { blocked } from '../pool/blocking.ts';
import { poolSubjects, type PoolWork } from '../pool/subjects.ts';
import type { Executor } from './executor.ts';

async function open(): Promise<Executor> {
  if (process.versions['deno'] !== undefined) await import('@interleave/deno');
  else if (process.versions['bun'] !== undefined) await import('@interleave/bun');
  else await import('@interleave/node');
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
