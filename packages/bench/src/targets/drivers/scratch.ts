/**
 * Folders for what a browser writes, none of which outlives the bench.
 *
 * @module
 */

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptFolder, releaseFolder } from '../reaper.ts';

/** A folder of the system's temporary ones. */
export interface Scratch {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a new one, which is removed with the bench at the latest, even when that is killed outright. */
export function makeScratch(name: string): Scratch {
  return scratchAt(mkdtempSync(join(tmpdir(), `interleave-${name}-`)));
}

/** The same for a folder that somebody else made. */
export function scratchAt(path: string): Scratch {
  adoptFolder(path);
  return {
    path,
    remove: async () => {
      // Processes that were killed a moment ago may still be closing their files in it.
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 30 });
      releaseFolder(path);
    },
  };
}
