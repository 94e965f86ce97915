/**
 * One listener per AbortSignal, however many waits share it: removing a listener costs a runtime a search
 * through all of them.
 *
 * @module
 */

interface Watch {
  readonly waits: Set<() => void>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/** Calls back when the signal aborts, until the returned function is called. */
export function onAbort(signal: AbortSignal, cancel: () => void): () => void {
  let watch = watches.get(signal);
  if (watch === undefined) {
    const waits = new Set<() => void>();
    watch = { waits, listener: () => waits.forEach((wait) => wait()) };
    watches.set(signal, watch);
    signal.addEventListener('abort', watch.listener, { once: true });
  }
  const { waits, listener } = watch;
  waits.add(cancel);
  return () => {
    waits.delete(cancel);
    if (waits.size > 0) return;
    signal.removeEventListener('abort', listener);
    if (watches.get(signal)?.waits === waits) watches.delete(signal);
  };
}
