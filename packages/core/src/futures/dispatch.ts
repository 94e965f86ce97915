import type { TaskAddress, Transferable } from '../task/task.ts';
import type { Future } from './future.ts';

export interface CallOptions {
  /** Cancels what has not begun, and aborts `currentTask().signal` of what has. */
  readonly signal?: AbortSignal | undefined;
  /** Stopping a call that has begun, by `signal` or `timeout`, also ends its worker, which is replaced. */
  readonly kill?: boolean | undefined;
  /** What moves to the worker instead of being copied. */
  readonly transfer?: readonly Transferable[] | undefined;
  /** Higher ones first; 0 where nothing is said. */
  readonly priority?: number | undefined;
  /** Milliseconds after which a call fails; one that has begun runs on. */
  readonly timeout?: number | undefined;
}

/** One call of a task; of a chunk, one call for each list of arguments in `args`. */
export interface Call {
  readonly task: TaskAddress;
  readonly args: readonly unknown[];
  readonly chunk: boolean;
  /** Of a chunk: whether a call that fails is the last of them. */
  readonly stops?: boolean;
}

/** What the future of a chunk gives: what became of each call, in order. */
export type ChunkOutcome = readonly (
  readonly [ok: true, value: unknown] | readonly [ok: false, error: Error]
)[];

/** How an executor is asked to run something. Throws where it cannot take any more; a call that fails fails its future. */
export const DISPATCH: unique symbol = Symbol('interleave/dispatch') as never;

export interface Dispatcher {
  [DISPATCH](call: Call, options: CallOptions): Future<unknown>;
}

/** Says how instances of a class run what is submitted to them. */
export function dispatches<T extends object>(
  constructor: { readonly prototype: T },
  dispatch: (it: T, call: Call, options: CallOptions) => Future<unknown>,
): void {
  Object.defineProperty(constructor.prototype, DISPATCH, {
    value(this: T, call: Call, options: CallOptions): Future<unknown> {
      return dispatch(this, call, options);
    },
  });
}
