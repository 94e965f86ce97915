/**
 * The entry of a program that is going to be killed: it has one process, which waits for ever, and says which.
 *
 * @module
 */

import { Semaphore } from '../../multiprocessing/index.ts';
import { programArguments, say, whichRuntime } from '../runtime.ts';
import { Peer } from './peer.ts';

await import(`@interleave/${whichRuntime()}`);

const [blocks, ...command] = programArguments();
const [permits, waits] = [new Semaphore(0), new Semaphore(0)];
const peer = new Peer(command as [string, ...string[]]);
peer.leave('starve', permits, waits, blocks === 'blocks');
await waits.acquire();
say(String(peer.pid));
