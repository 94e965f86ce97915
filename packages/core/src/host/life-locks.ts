/**
 * Web Locks as life locks: an agent that ends in any way frees what it holds, and not before it runs no more.
 *
 * @module
 */

import type { LifeLocks } from './host.ts';

/** What is used of navigator.locks. */
export interface LockManager {
  request(name: string, callback: () => Promise<unknown> | undefined): Promise<unknown>;
}

export function webLifeLocks(locks: LockManager): LifeLocks {
  return {
    hold: (name) =>
      new Promise((held) => {
        // Held by a promise that never settles. Never block inside this callback: that kills WebKit's process.
        void locks.request(name, () => {
          held();
          return new Promise(() => {});
        });
      }),
    whenFree: async (name) => {
      await locks.request(name, () => undefined);
    },
  };
}
