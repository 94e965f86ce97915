/**
 * Two threading.Events, set in turn.
 *
 * @module
 */

import { defineTasks, threading } from '@interleave/core';
import type { Subject } from '../../../engines/timing/subject.ts';
import { pingPong } from '../ping-pong.ts';
import { makeControl, serve } from '../rendezvous.ts';

const { answer } = defineTasks(import.meta.url, {
  answer: (ping: threading.Event, pong: threading.Event, control: SharedArrayBuffer) => {
    serve(new Int32Array(control), (times) => {
      for (let i = 0; i < times; i += 1) {
        ping.waitSync();
        ping.clear();
        pong.set();
      }
    });
  },
});

export function roundTrip(): Promise<Subject> {
  const [ping, pong, control] = [new threading.Event(), new threading.Event(), makeControl()];
  new threading.Thread(answer, { args: [ping, pong, control.buffer], daemon: true }).start();
  return pingPong(control, (times) => {
    let answers = 0;
    for (let i = 0; i < times; i += 1) {
      ping.set();
      if (pong.waitSync()) answers += 1;
      pong.clear();
    }
    return answers;
  });
}
