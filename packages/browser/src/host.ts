/**
 * The page's host; or that of a worker which the library did not start and which imports the package.
 *
 * @module
 */

import type { Host } from '@interleave/core/host';
import { makeHost } from './make-host.ts';

export const host: Host = makeHost(typeof document === 'undefined');
