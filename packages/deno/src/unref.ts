/**
 * Lets the program end although a worker lives. Deno's Worker has a method for that which only its own
 * node:worker_threads calls, under a symbol without a name.
 *
 * @module
 */

import { errors } from '@interleave/core';

type Ref = (on: boolean) => void;

const REF: symbol | undefined = Object.getOwnPropertySymbols(Worker.prototype).find(
  ({ description }) => description === '' || description === undefined || description === 'privateWorkerRef',
);

export function unref(worker: Worker): void {
  const method = REF && (worker as unknown as Record<symbol, Ref | undefined>)[REF];
  if (typeof method !== 'function') {
    worker.terminate();
    throw new errors.UnsupportedError(
      `Cannot start a thread: Deno ${Deno.version.deno} has no way to let a program end while a worker lives; ` +
        'use the Deno version that this release of @interleave/deno names',
    );
  }
  Reflect.apply(method, worker, [false]);
}
