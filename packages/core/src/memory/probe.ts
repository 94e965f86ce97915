/**
 * What this agent can do with shared memory, by doing it.
 *
 * @module
 */

import { createWindow } from './window.ts';

/** How a probe went: what was seen. */
export interface Probe {
  readonly works: boolean;
  readonly seen: string;
}

function attempt(works: string, act: () => void): Probe {
  try {
    act();
    return { works: true, seen: works };
  } catch (error) {
    return { works: false, seen: String(error) };
  }
}

export function probeSharedMemory(): Probe {
  return attempt('a shared WebAssembly.Memory was made, written and read', () => {
    const words = createWindow();
    words.store(words.length - 1, 7);
    if (words.load(words.length - 1) !== 7) throw new Error('what was stored was not read');
  });
}

export function probeBlocking(): Probe {
  return attempt('Atomics.wait blocked for a millisecond', () => {
    const words = createWindow();
    const outcome = words.wait(0, words.load(0), 1);
    if (outcome !== 'timed-out') throw new Error(`Atomics.wait gave ${outcome}`);
  });
}

export function probeAsyncWait(): Probe {
  return attempt('Atomics.waitAsync gave a promise', () => {
    const words = createWindow();
    const pending = words.waitAsync(1, words.load(1));
    if (pending === undefined) throw new Error('Atomics.waitAsync did not wait');
    words.notify(1, 1);
  });
}
