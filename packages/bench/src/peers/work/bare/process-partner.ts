/**
 * The other process: sends back what comes by a unix socket; or says that it is there, and with `stay` stays.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import { connect } from 'node:net';
import process from 'node:process';

const [, , what, path = ''] = process.argv;
if (what === 'echo') {
  // No argument can have the zero of an abstract name.
  const socket = connect(path.replace('@', '\0'));
  socket.on('data', (bytes) => socket.write(bytes));
  // Its partner has ended.
  socket.on('error', () => process.exit(0));
  socket.on('close', () => process.exit(0));
} else {
  writeSync(1, '!');
  if (what === 'stay') {
    process.stdin.on('end', () => process.exit(0));
    process.stdin.resume();
  }
}
