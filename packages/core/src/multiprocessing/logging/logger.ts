/**
 * Log lines that say who wrote them: Python's `multiprocessing.get_logger` with the handler of `log_to_stderr`.
 *
 * A record is written by one call, and under a latch: the kernel keeps what one call writes together up to 4096 bytes
 * in a pipe, the latch keeps longer ones together. It is the threads' as long as their process has no memory that
 * others share, and so no children; then it is all processes'. Unlike every other it is held through a call that may
 * wait, for the reader of a full pipe, for which all other writers would wait just so. Who dies within has written a part
 * of a line; the next goes on.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { processProgram } from '../../agent/scope.ts';
import { originOf } from '../../lifecycle/processes/origin.ts';
import { requireSystem } from '../../lifecycle/processes/require-system.ts';
import { enter, HEADER, leave } from '../../memory/index.ts';
import { callersIn } from '../../task/callers.ts';
import { currentThread } from '../../threading/registry.ts';
import { placeIn } from '../open-program.ts';
import { isWritten, levelOf, setLevel, type Level } from './level.ts';
import { logText, oneLine } from './log-text.ts';

export interface Logger {
  /** From which level on lines are written. */
  level: Level;
  debug(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

class ProcessLogger implements Logger {
  get level(): Level {
    return levelOf(currentProgram());
  }

  set level(level: Level) {
    setLevel(currentProgram(), level);
  }

  debug(...values: unknown[]): void {
    this.#write('debug', values);
  }

  info(...values: unknown[]): void {
    this.#write('info', values);
  }

  warn(...values: unknown[]): void {
    this.#write('warn', values);
  }

  error(...values: unknown[]): void {
    this.#write('error', values);
  }

  #write(level: Level, values: readonly unknown[]): void {
    const program = currentProgram();
    if (!isWritten(level, levelOf(program))) return;
    const [caller] = callersIn(new Error().stack);
    const place = caller === undefined ? '' : ` ${caller.url.split('/').at(-1)}:${caller.line}`;
    const who = [level.toUpperCase(), processName(program), currentThread().name].map((name) =>
      oneLine(name),
    );
    const { pid } = requireSystem(program, 'log');
    writeWhole(
      program,
      `${new Date().toISOString()} [${who.join('/')}] ${pid}${place}: ${logText(values)}\n`,
    );
  }
}

let processNamed: string | undefined;

/** It never changes. */
function processName(program: Program): string {
  processNamed ??= originOf(program).name;
  return processNamed;
}

function writeWhole(threads: Program, line: string): void {
  const { host } = threads;
  const shared = placeIn(threads.words) !== undefined;
  const { words, me } = shared ? processProgram() : threads;
  const latch = shared ? HEADER.sharedLogLatch : HEADER.logLatch;
  enter(words, latch, me, host.canBlock);
  try {
    host.writeError(line);
  } finally {
    leave(words, latch);
  }
}

let logger: Logger | undefined;

/**
 * The logger of this library: writes lines to the standard error that say when, at which level, and by which process and
 * thread. Any number of processes and threads may write at once; lines stay whole.
 *
 * `level` is the process's: all its threads see it, and a child begins with what its parent has when it is started. It
 * is `warn` at first; `silent` writes nothing. Each line is written when the call returns, and blocks while the standard
 * error is a pipe that nobody reads. An Error is written with its stack and causes, an object as JSON; lines after a
 * value's first are set in.
 *
 * @example
 * ```ts
 * const log = multiprocessing.getLogger();
 * log.level = 'info';
 * log.info('half done', { left: 50 });
 * // 2026-03-01T10:00:00.000Z [INFO/Process-1/MainThread] 4711 work.ts:12: half done {"left":50}
 * ```
 *
 * @throws {UnsupportedError} in a browser, which has no processes
 * @see https://docs.python.org/3/library/multiprocessing.html#logging
 */
export function getLogger(): Logger {
  requireSystem(currentProgram(), 'log');
  logger ??= new ProcessLogger();
  return logger;
}
