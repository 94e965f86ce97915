/**
 * Messages from one process to another by hand: the runtime's serialiser, and a unix socket.
 *
 * @module
 */

import type { Socket } from 'node:net';
import type { MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import { Consumer, itemsOf, type Kind } from '../items.ts';
import { Frames, frameOf } from './frames.ts';
import { meetPartner } from './meet-partner.ts';

interface Line {
  readonly socket: Socket;
  /** One listener, the last. */
  listen(listener: (value: unknown) => void): void;
}

async function open(what: string): Promise<Line> {
  const socket = await meetPartner('bare/process-queue-partner', what);
  let heard: (value: unknown) => void = () => {};
  const frames = new Frames((value) => heard(value));
  socket.on('data', (bytes: Uint8Array) => frames.take(bytes));
  await new Promise<unknown>((resolve) => (heard = resolve));
  return { socket, listen: (listener) => void (heard = listener) };
}

async function stream(kind: Kind): Promise<Subject> {
  const { socket, listen } = await open(kind);
  const consumer = new Consumer(itemsOf(kind));
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        let began = 0;
        listen((item) => {
          if (began === 0) {
            began = performance.now();
            return;
          }
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
        });
        socket.write(frameOf(times));
      });
    },
    check: () => consumer.check(),
  };
}

export const numbers: MakeSubject = () => stream('number');
export const strings: MakeSubject = () => stream('string');
export const objects: MakeSubject = () => stream('object');
export const bytes: MakeSubject = () => stream('bytes');

/** One message there and one back; the next goes when the answer has come. */
export async function roundTrip(): Promise<Subject> {
  const { socket, listen } = await open('echo');
  const consumer = new Consumer(itemsOf('number'));
  let next = 0;
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        const began = performance.now();
        listen((item) => {
          consumer.take(item);
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
          else socket.write(frameOf(next++));
        });
        socket.write(frameOf(next++));
      });
    },
    check: () => consumer.check(),
  };
}
