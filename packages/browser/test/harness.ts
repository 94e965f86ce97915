import type { Harness } from '@interleave/core/testing';
import { describe, test } from 'vitest';

/** The contract suites on a browser’s page, run by vitest. */
export const harness: Harness = { runtime: 'browser', describe, test, mayBlock: false };
