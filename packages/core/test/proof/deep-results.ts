/**
 * What was seen where explorations went as far as they go with time: `node scripts/explored.ts --deep` explores and
 * writes it down. The tests have not the time to do it again; they see to it that it is of the bounds that are asked.
 *
 * @module
 */

import { readFileSync } from 'node:fs';
import type { Limits } from '../../src/explore/index.ts';

export interface DeepResult {
  readonly group: string;
  readonly name: string;
  readonly limits: Limits;
  readonly schedules: number;
  readonly steps: number;
  readonly states: number;
  /** Whether that was every schedule within the bounds. */
  readonly complete: boolean;
}

export const DEEP_RESULTS: URL = new URL('deep-results.json', import.meta.url);

export function readDeepResults(): readonly DeepResult[] {
  return JSON.parse(readFileSync(DEEP_RESULTS, 'utf8')) as DeepResult[];
}
