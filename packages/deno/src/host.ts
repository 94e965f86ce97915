/**
 * Deno as core sees it.
 *
 * @module
 */

import { nativeHost, nativeModules, type Host } from '@interleave/core/host';
import { foreign } from './libc.ts';
import { listenBell } from './listen-bell.ts';
import { system } from './system.ts';
import { threads } from './threads.ts';

export const host: Host = nativeHost(nativeModules(process), {
  runtime: 'deno',
  version: Deno.version.deno,
  threads,
  foreign,
  system,
  listenBell,
  exitWorker: () => self.close(),
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
  isEntry: (url) => url === Deno.mainModule,
});
