/**
 * A value by way of bytes, as a queue's item goes.
 *
 * @module
 */

import { currentProgram } from '../../agent/program.ts';
import { readRecord, RecordWriter } from '../../wire/record.ts';

export function record(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = RecordWriter.idle();
  const length = writer.write(value, { root: 'item', owner: currentProgram() });
  return writer.bytes.slice(0, length);
}

export function received(bytes: Uint8Array<ArrayBuffer>): unknown {
  const program = currentProgram();
  return readRecord(bytes, 0, bytes.length, (data) => program.decode(data));
}

export function thereAndBack(value: unknown): unknown {
  return received(record(value));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
