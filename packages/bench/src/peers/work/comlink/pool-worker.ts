/**
 * The tasks, exposed by comlink.
 *
 * @module
 */

import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { expose, transfer } from 'comlink/dist/esm/comlink.mjs';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { tasks, touch } from '../pool/tasks.ts';

const ON_NODE = process.versions['deno'] === undefined && process.versions['bun'] === undefined;

const exposed = { ...tasks, move: (buffer: ArrayBuffer) => transfer(touch(buffer), [buffer]) };
if (ON_NODE && parentPort !== null) expose(exposed, nodeEndpoint(parentPort));
else expose(exposed);
