/**
 * What a runtime package hands to the contract suites. The suites know no test runner and no runtime: each
 * package instantiates every suite in a few lines, with its own runner's `describe` and `test`.
 *
 * @module
 */

export type RuntimeName = 'node' | 'deno' | 'bun' | 'browser';

/** Groups tests under a title. */
export type Describe = (title: string, body: () => void) => void;

/** Declares one test, with a time limit of its own if it needs one. */
export type Test = (title: string, body: () => void | Promise<void>, timeout?: number) => void;

export interface Harness {
  readonly runtime: RuntimeName;
  readonly describe: Describe;
  readonly test: Test;
  /** Whether the program's first agent may block: false on a browser's page. */
  readonly mayBlock: boolean;
  /** How long each test of the stress suites lasts, where somebody says so: INTERLEAVE_STRESS_SECONDS. */
  readonly stressSeconds?: number | undefined;
}
