/**
 * A browser as core sees it, from a page or from a worker.
 *
 * @module
 */

import type { Host } from '@interleave/core/host';
import { nextTurn } from './next-turn.ts';
import { threads } from './threads.ts';

const NOT_ISOLATED =
  'There is no shared memory here: the page is not cross-origin isolated. Serve it and everything it loads with ' +
  'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, over https or from ' +
  'localhost';

export function makeHost(inWorker: boolean): Host {
  return {
    runtime: 'browser',
    version: versionOf(navigator.userAgent),
    canBlock: inWorker,
    noSharedMemory: globalThis.crossOriginIsolated === true ? undefined : NOT_ISOLATED,
    now: () => performance.now(),
    // A page lives until it is left, and its workers as long.
    keepAlive: () => {},
    nextTurn: (callback) => nextTurn(callback),
    parallelism: () => navigator.hardwareConcurrency,
    nativeThreadId: () => null,
    nameThread: () => {},
    isEntry: (url) => inPage() && Array.from(document.scripts).some(({ src }) => src === url),
    writeError: (text) => console.error(text.trimEnd()),
    // A page has no exit code; the error that would set one is on the console.
    setExitCode: () => {},
    onExit: () => {},
    onIdle: () => {},
    exitWorker: () => globalThis.close(),
    onUncaught: (listener) => {
      globalThis.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.error);
      });
      globalThis.addEventListener('unhandledrejection', (event) => {
        event.preventDefault();
        listener(event.reason);
      });
    },
    threads,
  };
}

function inPage(): boolean {
  return typeof document !== 'undefined';
}

/** The engine's name and version out of a user agent that names several. */
function versionOf(userAgent: string): string {
  return /(?:Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(userAgent)?.[0] ?? userAgent;
}
