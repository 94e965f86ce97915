/**
 * Events to standard output.
 *
 * @module
 */

import { writeSync } from 'node:fs';
import { RECORD_SEPARATOR } from '../engines/timing/protocol.ts';

/**
 * Writes an event line. Synchronous, so that what was said before a crash has been said; in pieces, because a full pipe
 * takes only part.
 */
export function writeLine(line: string): void {
  const bytes = new TextEncoder().encode(`${RECORD_SEPARATOR}${line}\n`);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if ((error as { readonly code?: string }).code !== 'EAGAIN') throw error;
    }
  }
}
