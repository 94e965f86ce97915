/**
 * Ctrl-C: once to stop and write what there is, twice to leave at once.
 *
 * @module
 */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code of a run that the user stopped. */
export const INTERRUPTED = 130;

/** A signal that is aborted when the user stops the program; call `done` to give the signals back. */
export function onInterrupt(): { readonly signal: AbortSignal; done(): void } {
  const abort = new AbortController();
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(INTERRUPTED);
    abort.abort(new Error('Interrupted'));
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: abort.signal,
    done: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
