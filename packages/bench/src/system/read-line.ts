/**
 * A line of the standard input, by a read that blocks this thread and no other.
 *
 * @module
 */

import { readSync } from 'node:fs';
import { sleepSync } from '@interleave/core/host';

const NEWLINE = 10;
/** Milliseconds between two looks at an input that does not block. */
const PAUSE = 2;

/** The next line without its end, null where the input has ended. One reader at a time. */
export function readLineSync(): string | null {
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  for (;;) {
    const got = readByte(one);
    if (got === 0 && bytes.length === 0) return null;
    if (got === 0 || one[0] === NEWLINE) return new TextDecoder().decode(Uint8Array.from(bytes));
    bytes.push(one[0] ?? 0);
  }
}

function readByte(into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, into, 0, 1, null);
    } catch (error) {
      const { code } = error as { readonly code?: string };
      // How some systems say that the other end of a pipe has closed.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      // Node makes its standard input one that never blocks, for all its threads, once a thread has been started.
      sleepSync(PAUSE);
    }
  }
}
