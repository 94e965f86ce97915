import { agent } from '../agent/state.ts';

/** What a task of a pool can know of itself. */
export interface CurrentTask {
  /** Aborts when the call is to stop; the task decides how. */
  readonly signal: AbortSignal;
}

/**
 * The pool's task that this code runs in, undefined elsewhere. A task that heeds `signal` can be stopped without its
 * worker being ended. `signal.aborted` is right also in a task that never awaits.
 *
 * In browsers, which cannot tell asynchronous flows apart, it is known up to a task's first `await`: keep it.
 *
 * @example
 * ```ts
 * export const { count } = defineTasks(import.meta.url, {
 *   count: (to: number) => {
 *     const task = currentTask();
 *     let n = 0;
 *     while (n < to && task?.signal.aborted !== true) n += 1;
 *     return n;
 *   },
 * });
 * ```
 */
export function currentTask(): CurrentTask | undefined {
  const { host, running } = agent();
  const frame = (host?.taskFlows?.getStore() ?? running) as { readonly context?: CurrentTask } | undefined;
  return frame?.context;
}
