/**
 * The other process: says that it is there, then sends back what comes.
 *
 * @module
 */

import process from 'node:process';

process.on('message', (message) => process.send?.(message));
process.on('disconnect', () => process.exit(0));
process.send?.('up');
