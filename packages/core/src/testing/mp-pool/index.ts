import type { Suite } from '../cases.ts';
import { blocking, calls } from './calls.ts';
import { blockedEnd, deaths, ends, life } from './life.ts';
import { storm } from './storm.ts';

/**
 * multiprocessing.Pool. Adapted of CPython's rows: POOL-27 (SerializationError says what MaybeEncodingError says, and
 * where), POOL-24 (a scope is entered once; what is left of it refuses calls), POOL-40 and POOL-41 (a call whose worker
 * is killed fails, and nothing hangs).
 */
export const mpPoolSuite: Suite = {
  name: 'mp-pool',
  variants: ['Pool'],
  groups: [calls, blocking, life, deaths, ends, blockedEnd, storm],
};
