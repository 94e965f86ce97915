/**
 * futures.ProcessPoolExecutor.
 *
 * @module
 */

import { poolSubjects } from '../pool/subjects.ts';
import type { Pool } from '../pool/pool.ts';
import { openLibrary } from './open-library.ts';

async function open(): Promise<Pool> {
  await openLibrary();
  const { executor } = await import('./executor.ts');
  return executor('processes');
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open);
