/**
 * The second thread of the contended lock.
 *
 * @module
 */

import { serve } from '../rendezvous.ts';
import { FutexLock } from './futex-lock.ts';
import { addUnder } from './lock.ts';
import { given } from './start-worker.ts';

interface Given {
  readonly control: Int32Array;
  readonly word: Int32Array;
  readonly counter: Int32Array;
}

const { control, word, counter } = await given<Given>();
const lock = new FutexLock(word);
serve(control, (times) => addUnder(lock, counter, times));
