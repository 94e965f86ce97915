/**
 * A window: the one shared memory of a scope, given to each agent at its start.
 *
 * @module
 */

import { VersionError } from '../errors.ts';
import { HEADER, HEAP, LAYOUT_VERSION, MAGIC } from './layout.ts';
import type { SharedWords } from './shared-words.ts';
import { PAGE_BYTES, ThreadWords, type WasmMemory } from './thread-words.ts';

/** Address space is reserved for this much, and only what is used becomes memory. */
const MOST_BYTES = 2 ** 30;

/** Makes the window of a program, in its first agent. */
export function createWindow(): ThreadWords {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((HEAP * 4) / PAGE_BYTES) + 4,
    maximum: MOST_BYTES / PAGE_BYTES,
    shared: true,
  });
  const words = new ThreadWords(memory as unknown as WasmMemory);
  words.store(HEADER.bump, HEAP);
  sealWindow(words, MAGIC);
  return words;
}

/** Makes memory a window, when all else is written. */
export function sealWindow(words: SharedWords, magic: number): void {
  words.store(HEADER.layoutVersion, LAYOUT_VERSION);
  words.store(HEADER.magic, magic);
}

/** Joins the window that another agent made. */
export function joinWindow(memory: WasmMemory): ThreadWords {
  const words = new ThreadWords(memory);
  checkWindow(words, MAGIC);
  return words;
}

/** Refuses memory that is no window, or one of another layout. */
export function checkWindow(words: SharedWords, magic: number): void {
  if (words.load(HEADER.magic) !== magic) {
    throw new VersionError('Cannot join the program: what was given as its shared memory is not a window');
  }
  const layout = words.load(HEADER.layoutVersion);
  if (layout === LAYOUT_VERSION) return;
  throw new VersionError(
    `Cannot join a window of layout ${layout}: this copy has layout ${LAYOUT_VERSION}; install one version of ` +
      '@interleave for all of a program',
  );
}
