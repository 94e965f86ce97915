/**
 * Makes this runtime the one that core asks: the first thing that importing the package does.
 *
 * @module
 */

import { installHost } from '@interleave/core/host';
import { host } from './host.ts';

installHost(host);

export { host };
