import { HEADER, LONGEST_WAIT } from '../memory/index.ts';
import type { Program } from './program.ts';
import { agent } from './state.ts';

/**
 * Keeps a thread where it is while its process exits: it runs no more user code then, as in Python, because what it
 * would use may be half taken down. The first agent itself, in an exit handler, goes on.
 */
export function stayIfExiting(program: Program): void {
  // Who waits on memory of several processes is told by that of its own.
  const words = program.words.scope === 'thread' ? program.words : agent().program?.words;
  if (words === undefined) return;
  while (words.load(HEADER.exiting) !== 0 && agent().role !== 'first') {
    words.wait(HEADER.exiting, 1, LONGEST_WAIT);
  }
}
