import { builtin } from '../builtins.ts';

const FOLDER = '/proc/self/fd';

/** The kernel's number of the file that is this process's segment. */
export function ownSegment(): number {
  const { readdirSync, readlinkSync, statSync } = builtin('node:fs');
  for (const fd of readdirSync(FOLDER)) {
    const path = `${FOLDER}/${fd}`;
    try {
      if (readlinkSync(path).startsWith('/memfd:interleave')) return statSync(path).ino;
    } catch {
      // The descriptor by which the folder was read.
    }
  }
  throw new Error('this process has no segment');
}
