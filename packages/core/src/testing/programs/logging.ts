/**
 * Programs that log, whose standard error is on test.
 *
 * @module
 */

import { Event, getLogger, Process, type Level, type Runtime } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import { inspect, say } from '../runtime.ts';
import { loggingTasks as tasks } from './logging.tasks.ts';

type Program = (...args: string[]) => void | Promise<void>;

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

export const loggingPrograms: Readonly<Record<string, Program>> = {
  /** One line of the main thread, of a thread, and of a child. */
  async 'log-who'() {
    const log = getLogger();
    log.level = 'info';
    log.info('half done', { left: 50n }, [1, 'two']);
    await new Thread(tasks.logs, { args: ['in\na thread'], name: 'one\nthread' }).start().join();
    const child = new Process(tasks.logs, { args: ['in a child'], name: 'one child' }).start();
    await child.join();
    log.error(new RangeError('it failed', { cause: new TypeError('and why') }));
    say(String(child.pid));
  },

  /** Writes what it may, level by level. */
  'log-levels'() {
    const log = getLogger();
    say(log.level);
    for (const level of ['debug', 'info', 'warn', 'error', 'silent'] as const) {
      log.level = level;
      for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each](`${each} at ${level}`);
    }
    try {
      log.level = 'loud' as Level;
    } catch (error) {
      say(inspect(error).split('\n')[0] ?? '');
    }
    say(log.level);
  },

  /** A thread sets it, main sees it, children begin with it, and later changes are not theirs. */
  async 'log-level-passed'() {
    const log = getLogger();
    await new Thread(tasks.setsLevel).start().join();
    say(log.level);
    for (const runtime of RUNTIMES) {
      await new Process(tasks.saysLevel, { name: `on ${runtime}`, runtime }).start().join();
    }
    await new Process(tasks.saysLevel, { name: 'standby', startMethod: 'standby' }).start().join();
    log.level = 'error';
    await new Process(tasks.passesLevelOn, { name: 'child' }).start().join();
    await new Process(tasks.setsLevel).start().join();
    say(log.level);
  },

  async 'log-many'(processes = '', threads = '', lines = '') {
    const go = new Event();
    const all = Array.from({ length: Number(processes) }, (_, index) =>
      new Process(tasks.writes, {
        args: [go, Number(threads), Number(lines)],
        runtime: RUNTIMES[index % RUNTIMES.length] as Runtime,
      }).start(),
    );
    go.set();
    for (const process of all) await process.join();
  },
};
