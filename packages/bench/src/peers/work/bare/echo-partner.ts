/**
 * Sends back what comes.
 *
 * @module
 */

import { given, here } from './start-worker.ts';

await given();
here.onMessage((message) => here.post(message));
here.post('ready');
