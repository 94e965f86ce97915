/**
 * jest-worker with processes, which is how it comes.
 *
 * @module
 */

import type { Pool } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';
import { openFarm } from './pool.ts';

const open = (): Promise<Pool> => openFarm(false);

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'jest-worker');
