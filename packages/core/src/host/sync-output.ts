/**
 * Output that is on its way when a call returns: what a process has written is not lost when it ends.
 *
 * Tried with a pipe or a socket whose reader is slow: what goes to `process.stdout` is lost on Node and Bun when the
 * process exits, of Node also what goes to `console`; and both make the descriptor one that does not block, for everybody
 * who shares it, on which Deno's own writes then throw. So in children the streams are replaced, before anybody has looked
 * at them, and a pipe is opened anew, so that nobody else can change how it behaves. A line is written by one call,
 * which the kernel does not mix with another's: up to 4096 bytes in a pipe.
 *
 * @module
 */

import type { Libc } from '../posix/libc.ts';
import { sleepSync } from '../memory/index.ts';

interface Stream {
  _write(chunk: Uint8Array, encoding: string, done: (error?: Error | null) => void): void;
}

/** The parts of node:fs, node:stream and node:process that this is made of. */
export interface OutputModules {
  readonly process: object;
  readonly Writable: new (options: {
    readonly decodeStrings: true;
    write(chunk: Uint8Array, encoding: string, done: (error?: Error | null) => void): void;
  }) => Stream;
  fstatSync(fd: number): { isFIFO(): boolean; isSocket(): boolean };
  writeSync(fd: number, bytes: Uint8Array, from: number): number;
}

const OUTPUTS = { stdout: 1, stderr: 2 } as const;
const O_WRONLY = 1;
const O_CLOEXEC = 0o2000000;
const O_NONBLOCK = 0o4000;
const F_GETFL = 3;
const F_SETFL = 4;

/** Makes this process's output its own; without foreign functions a pipe stays one that others share. */
export function ownOutput(node: OutputModules, libc: Libc | undefined): void {
  for (const [name, fd] of Object.entries(OUTPUTS)) {
    const kind = kindOf(node, fd);
    if (kind === undefined) continue;
    if (kind.isFIFO() && libc !== undefined) reopen(libc, fd);
    if (!kind.isFIFO() && !kind.isSocket()) continue;
    replace(node, name, fd);
    if (libc !== undefined) letBlock(libc, fd);
  }
}

function kindOf(
  { fstatSync }: OutputModules,
  fd: number,
): ReturnType<OutputModules['fstatSync']> | undefined {
  try {
    return fstatSync(fd);
  } catch {
    // It is closed, or a runtime's permissions are in the way.
    return undefined;
  }
}

function reopen(libc: Libc, fd: number): void {
  const own = libc.open(`/proc/self/fd/${fd}`, O_WRONLY | O_CLOEXEC);
  if (own < 0) return;
  libc.dup2(own, fd);
  libc.close(own);
}

/** To be asked after a stream at all makes Bun let it not block. */
function letBlock(libc: Libc, fd: number): void {
  const flags = libc.fcntl(fd, F_GETFL, 0);
  if (flags >= 0 && (flags & O_NONBLOCK) !== 0) libc.fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

function replace(node: OutputModules, name: string, fd: number): void {
  const stream = new node.Writable({
    decodeStrings: true,
    write: (chunk, _encoding, done) => {
      try {
        writeAll(node, fd, chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  Object.assign(stream, { fd });
  Object.defineProperty(node.process, name, { configurable: true, enumerable: true, get: () => stream });
}

/** Writes to the file itself, and waits where it is one that does not block. */
export function writeAll(
  { writeSync }: Pick<OutputModules, 'writeSync'>,
  fd: number,
  chunk: Uint8Array,
): void {
  for (let written = 0; written < chunk.length;) {
    try {
      written += writeSync(fd, chunk, written);
    } catch (error) {
      // Node and Bun say EAGAIN, Deno says WouldBlock: the reader needs a moment.
      const { code, name } = error as { readonly code?: string; readonly name?: string };
      if (code !== 'EAGAIN' && name !== 'WouldBlock') throw error;
      sleepSync(1);
    }
  }
}
