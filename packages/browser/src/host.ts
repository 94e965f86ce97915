/**
 * The page's host.
 *
 * @module
 */

import type { Host } from '@interleave/core/host';
import { makeHost } from './make-host.ts';

export const host: Host = makeHost(false);
