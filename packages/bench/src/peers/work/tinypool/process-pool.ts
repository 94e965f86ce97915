/**
 * tinypool with processes: `runtime: 'child_process'`.
 *
 * @module
 */

import type { Pool } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';
import { openTinypool } from './pool.ts';

const open = (): Promise<Pool> => openTinypool('child_process');

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'tinypool');
