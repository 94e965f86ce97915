/**
 * What a worker of this library runs first where the package is there as it was published: the modules that a task's
 * module imports too, so that every thread loads them once. Elsewhere it is thread-entry.ts, which needs nothing else.
 *
 * @module
 */

import { startWorker, type Boot } from '@interleave/core/host';
import { host } from './install.ts';

declare const self: { onmessage: ((event: { readonly data: Boot }) => void) | null };

self.onmessage = ({ data }) => {
  self.onmessage = null;
  startWorker(host, data);
};
