import process from 'node:process';
import type { Harness } from '@interleave/core/testing';
import { describe, test } from 'vitest';

/** The contract suites on Node, run by vitest. */
export const harness: Harness = {
  runtime: 'node',
  describe,
  test,
  mayBlock: true,
  stressSeconds: Number(process.env['INTERLEAVE_STRESS_SECONDS'] ?? 0) || undefined,
};
