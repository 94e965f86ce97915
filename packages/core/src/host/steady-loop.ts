/**
 * Keeps an event loop alive by a timer that never matters: every runtime's loop lives while it has one.
 *
 * @module
 */

/** Below 2^31, above which a timer fires at once. */
const LONG = 2 ** 30;

/** Counts who needs the loop: each `true` wants one `false`. */
export function steadyLoop(): (on: boolean) => void {
  let timer: unknown;
  let held = 0;
  return (on) => {
    held += on ? 1 : -1;
    if (held > 0) timer ??= setInterval(() => {}, LONG);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
