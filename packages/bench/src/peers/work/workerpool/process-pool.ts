/**
 * workerpool with processes: `workerType: 'process'`.
 *
 * @module
 */

import type { Pool } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';
import { openWorkerpool } from './pool.ts';

const open = (): Promise<Pool> => openWorkerpool('process');

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'workerpool');
