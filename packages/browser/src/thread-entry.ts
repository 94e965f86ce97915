/**
 * What a worker of this library runs first: it comes up before any user code is imported.
 *
 * @module
 */

import { startWorker, type Boot } from '@interleave/core/host';
import { makeHost } from './make-host.ts';

declare const self: { onmessage: ((event: { readonly data: Boot }) => void) | null };

self.onmessage = ({ data }) => {
  self.onmessage = null;
  startWorker(makeHost(true), data);
};
