import { HEADER, LONGEST_WAIT } from '../memory/index.ts';
import type { Program } from './program.ts';
import { agent } from './state.ts';

/**
 * Keeps a thread where it is while the program exits: it runs no more user code then, as in Python, because what it
 * would use may be half taken down. The first agent itself, in an exit handler, goes on.
 */
export function stayIfExiting({ words }: Program): void {
  while (words.load(HEADER.exiting) !== 0 && agent().role !== 'first') {
    words.wait(HEADER.exiting, 1, LONGEST_WAIT);
  }
}
