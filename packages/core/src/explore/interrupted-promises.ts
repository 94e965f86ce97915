/**
 * While schedules run, an interruption goes no further than the callback of a promise that it went through.
 *
 * Otherwise each promise that is chained and awaited by nobody, as those are that serve in the background, would be
 * reported by the runtime as an error that nobody handled. What depends on an interrupted callback never comes, which
 * is what an interruption is.
 *
 * @module
 */

import { SUSPEND } from './explored-agent.ts';

type Listener = ((value: unknown) => unknown) | null | undefined;

const NEVER: Promise<never> = new Promise(() => {});

/** Puts this in place of the runtime's `then`; gives what puts that back. */
export function interruptPromises(): () => void {
  const proper = Promise.prototype as { then: (...listeners: Listener[]) => Promise<unknown> };
  const { then } = proper;
  const guarded =
    (listener: (value: unknown) => unknown) =>
    (value: unknown): unknown => {
      try {
        return listener(value);
      } catch (error) {
        if (error === SUSPEND) return NEVER;
        throw error;
      }
    };
  // oxlint-disable-next-line unicorn/no-thenable -- the place of `then` is taken on purpose
  proper.then = function (onResult: Listener, onError: Listener): Promise<unknown> {
    const failed = (error: unknown): unknown => {
      if (error === SUSPEND) return NEVER;
      if (typeof onError === 'function') return onError(error);
      throw error;
    };
    return then.call(this, typeof onResult === 'function' ? guarded(onResult) : onResult, guarded(failed));
  };
  return () => {
    // oxlint-disable-next-line unicorn/no-thenable
    proper.then = then;
  };
}
