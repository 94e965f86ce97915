/**
 * A thread's output goes straight to the file. Node's own way, by messages through every parent, shows nothing
 * while the main thread blocks, and loses what is under way when the thread or the program ends.
 *
 * @module
 */

import type { Writable } from 'node:stream';
import { writeAll } from '@interleave/core/host';

/** Called in a worker, before user code. */
export function writeThrough(): void {
  redirect('stdout', 1);
  redirect('stderr', 2);
}

/** When it is first asked for, because most threads write nothing. */
function redirect(name: 'stdout' | 'stderr', fd: number): void {
  const { get, ...rest } = Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor;
  let stream: Writable | undefined;
  Object.defineProperty(process, name, {
    ...rest,
    get: () => (stream ??= Object.assign(get?.call(process) as Writable, written(fd))),
  });
}

/** One chunk at a time: with _writev in place _write would not be called for those that waited. */
function written(fd: number): object {
  const { writeSync } = process.getBuiltinModule('node:fs');
  return {
    _writev: null,
    _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
      try {
        // A worker's streams do not decode strings.
        writeAll({ writeSync }, fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  };
}
