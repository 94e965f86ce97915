/**
 * What a child process of this library runs first: it comes up before any user code is imported.
 *
 * @module
 */

import { startProcess } from '@interleave/core/host';
import { host } from './host.ts';

void startProcess(host);
