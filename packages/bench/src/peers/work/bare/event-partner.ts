/**
 * The second thread of the ping-pong.
 *
 * @module
 */

import { serve } from '../rendezvous.ts';
import { awaitWord, PING, PONG } from './event.ts';
import { given } from './start-worker.ts';

const { control, words } = await given<{ readonly control: Int32Array; readonly words: Int32Array }>();
let count = 0;
serve(control, (times) => {
  for (let i = 0; i < times; i += 1) {
    count = (count + 1) | 0;
    awaitWord(words, PING, count);
    Atomics.store(words, PONG, count);
    Atomics.notify(words, PONG, 1);
  }
});
