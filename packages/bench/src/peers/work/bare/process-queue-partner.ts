/**
 * Says by a unix socket that it is there, then sends as many items as it is asked for, or what it gets.
 *
 * @module
 */

import { connect } from 'node:net';
import process from 'node:process';
import { itemsOf, type Kind } from '../items.ts';
import { Frames, frameOf } from './frames.ts';

const [, , kind = '', path = ''] = process.argv;
// No argument can have the zero of an abstract name.
const socket = connect(path.replace('@', '\0'));
const items = kind === 'echo' ? undefined : itemsOf(kind as Kind);
let next = 0;

function answer(value: unknown): void {
  if (items === undefined) {
    socket.write(frameOf(value));
    return;
  }
  socket.write(frameOf('arrived'));
  for (let i = 0; i < Number(value); i += 1) socket.write(frameOf(items.make(next++)));
}

const frames = new Frames(answer);
socket.on('data', (bytes: Uint8Array) => frames.take(bytes));
socket.on('error', () => process.exit(0));
socket.on('close', () => process.exit(0));
socket.write(frameOf('up'));
