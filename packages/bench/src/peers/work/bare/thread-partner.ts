/**
 * A worker that does next to nothing.
 *
 * @module
 */

import { given, here } from './start-worker.ts';

const ran = await given<Int32Array>();
ran[0]! += 1;
here.post('done');
