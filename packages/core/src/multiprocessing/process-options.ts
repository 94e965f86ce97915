import { checkStartMethod } from './start-methods.ts';
import type { ProcessOptions } from './process-info.ts';

export interface Given extends ProcessOptions {
  readonly args?: readonly unknown[];
}

const RUNTIMES: readonly unknown[] = ['node', 'deno', 'bun'];

/** The options of a Process, checked. */
export function checkedOptions(options: Given | undefined): Given {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Cannot make a process: it takes an options object, received ${typeof options}`);
  }
  const { args, daemon, startMethod, runtime } = options;
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(`Cannot make a process: args must be an array, received ${typeof args}`);
  }
  if (daemon !== undefined && typeof daemon !== 'boolean') {
    throw new TypeError(`Cannot make a process: daemon must be true or false, received ${typeof daemon}`);
  }
  if (startMethod !== undefined) checkStartMethod(startMethod);
  if (runtime !== undefined && !RUNTIMES.includes(runtime)) {
    throw new RangeError(
      `Cannot make a process: runtime must be node, deno or bun, received ${String(runtime)}`,
    );
  }
  return options;
}
