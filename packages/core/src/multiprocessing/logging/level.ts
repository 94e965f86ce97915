/**
 * The levels of the logger, and where a process keeps its own.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { HEADER } from '../../memory/index.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** As numbers they begin with 1, because 0 is what a process has that nobody has told. */
const LEVELS: readonly Level[] = ['debug', 'info', 'warn', 'error', 'silent'];
const DEFAULT: Level = 'warn';

export function levelOf({ words }: Program): Level {
  return LEVELS[words.load(HEADER.logLevel) - 1] ?? DEFAULT;
}

/** @throws {RangeError} when it is no level */
export function setLevel({ words }: Program, level: Level): void {
  const at = LEVELS.indexOf(level);
  if (at < 0)
    throw new RangeError(`Cannot set the log level ${String(level)}: it is one of ${LEVELS.join(', ')}`);
  words.store(HEADER.logLevel, at + 1);
}

/** Whether what is said at `level` is written where from `least` on is. */
export function isWritten(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
