/**
 * Programs whose whole life is on test: what keeps them alive, what ends them, what they leave.
 *
 * @module
 */

import { StateError } from '../../errors.ts';
import { remote, type Task } from '../../task/index.ts';
import {
  Barrier,
  defaultExcepthook,
  enumerate,
  Event,
  Lock,
  Semaphore,
  setExcepthook,
  Thread,
  Timer,
} from '../../threading/index.ts';
import { blocked } from '../blocked.ts';
import { board, reaches, sleep, STARTED, until } from '../board.ts';
import { inspect, atExit, exitProgram, say, type WayToDie } from '../runtime.ts';
import { COMING, PARKED } from '../../memory/index.ts';
import { stocked } from '../stocked.ts';
import { crowd } from './crowd.ts';
import { flat } from './flat.ts';
import { programTasks as tasks } from './program.tasks.ts';

type Program = (...args: string[]) => void | Promise<void>;

interface CopyTasks {
  readonly greet: Task<[Lock, Event]>;
  readonly fail: Task<[]>;
}

/** A lock that is held, a semaphore without a permit, or an event that is not set. */
async function closed(primitive: string): Promise<Lock | Semaphore | Event> {
  if (primitive === 'semaphore') return new Semaphore(0);
  if (primitive === 'event') return new Event();
  const lock = new Lock({ fair: primitive === 'fair lock' });
  await lock.acquire();
  return lock;
}

export const programs: Readonly<Record<string, Program>> = {
  /** The only activity is an asynchronous wait, which somebody ends who does not keep the program alive. */
  async 'await-only'(primitive = '', place = '', released = '') {
    const on = await closed(primitive);
    if (released === 'released') new Thread(tasks.releaseLater, { args: [on, 500], daemon: true }).start();
    if (place === 'thread') new Thread(tasks.awaitOnly, { args: [on] }).start();
    else {
      await ('release' in on ? on.acquire() : on.wait());
      say('main went on');
    }
  },

  /** Daemon threads wait for ever; that keeps nobody. */
  async 'daemon-waits'(primitive = '') {
    const [on, b] = [await closed(primitive), board()];
    new Thread(tasks.awaitOnly, { args: [on], daemon: true }).start();
    new Thread(tasks.blockOnly, { args: [on, b], daemon: true }).start();
    await reaches(b, STARTED, 1);
    say('main ends');
  },

  async 'daemons-that-churn'() {
    const b = board();
    for (let i = 0; i < 5; i++) new Thread(tasks.churn, { args: [b], daemon: true }).start();
    await reaches(b, STARTED, 5);
    say('main ends');
  },

  async 'daemons-that-read'() {
    const b = board();
    for (let i = 0; i < 40; i++) new Thread(tasks.io, { args: [b], daemon: true }).start();
    await reaches(b, STARTED, 40);
    say('main ends');
  },

  /** Woken while the program ends, a daemon thread does not go on. */
  async 'daemon-woken-late'() {
    const [on, b] = [new Event(), board()];
    new Thread(tasks.blockOnly, { args: [on, b], daemon: true }).start();
    await reaches(b, STARTED, 1);
    // One that has not begun to wait finds the event set, and was not woken.
    await until(() => blocked() === 1, 'the thread blocks');
    atExit(() => {
      say('main ends');
      on.set();
    });
  },

  /** In an exit handler: the join of a running daemon thread is refused, that of an ended one is not. */
  async 'join-at-exit'() {
    const [on, b] = [new Event(), board()];
    const running = new Thread(tasks.blockOnly, { args: [on, b], daemon: true }).start();
    const ended = new Thread(tasks.nothing, { daemon: true }).start();
    await ended.join();
    await reaches(b, STARTED, 1);
    atExit(() => {
      for (const options of [{ timeout: 100 }, {}]) {
        try {
          say(`running: ${running.joinSync(options)}`);
        } catch (error) {
          say(`running: ${(error as Error).name}`);
        }
      }
      say(`ended: ${ended.joinSync()}`);
    });
  },

  'starter-ends'() {
    new Thread(tasks.starts, { args: ['the last thread speaks', 500, 2] }).start();
    say('main ends');
  },

  /** A daemon thread's non-daemon thread outlives both it and main. */
  async 'daemon-starts'() {
    const starter = new Thread(tasks.startsNonDaemon, {
      args: ['the last thread speaks', 200],
      daemon: true,
    });
    starter.start();
    await until(() => enumerate().some(({ name }) => name === 'the last'), 'the daemon has started a thread');
    say('main ends');
  },

  /** A thread that exits, by whatever way there is, ends itself and nothing else. */
  async 'thread-exits'(way = '') {
    const thread = new Thread(tasks.exits, { args: [way as WayToDie, 3] }).start();
    await thread.join();
    await sleep(100);
    say(`main goes on: ${thread.error instanceof Error}`);
  },

  /** The same while main, which made the first thread's worker, is blocked from its start to its end. */
  'thread-exits-unseen'(way = '') {
    const thread = new Thread(tasks.exits, { args: [way as WayToDie, 3] }).start();
    thread.joinSync();
    say(`main goes on: ${thread.error instanceof Error}`);
  },

  /** Ends while the stock is empty, is being filled, or sleeps. */
  async 'stock-left'(when = '') {
    await new Thread(tasks.nothing).start().join();
    if (when === 'asleep') await until(() => stocked(PARKED), 'a worker of the stock sleeps');
    if (when === 'coming')
      await until(() => stocked(COMING) || stocked(PARKED), 'a worker of the stock comes up');
    say('main ends');
  },

  async 'joins-main'(how = '') {
    new Thread(how === 'sync' ? tasks.joinMainSync : tasks.joinMain).start();
    await sleep(300);
    say('main ends');
  },

  async 'exit-code'(code = '') {
    const [on, b] = [new Event(), board()];
    new Thread(tasks.blockOnly, { args: [on, b] }).start();
    await reaches(b, STARTED, 1);
    exitProgram(Number(code));
  },

  'main-fails'() {
    new Thread(tasks.sayLater, { args: ['the thread has ended', 500] }).start();
    throw new RangeError('main is to fail');
  },

  async 'thread-fails'(hook = '') {
    if (hook === 'restored') {
      setExcepthook(() => say('the hook was called'));
      setExcepthook(defaultExcepthook);
    }
    const thread = new Thread(tasks.fail, { args: ['the thread is to fail'], name: 'unlucky' }).start();
    await thread.join();
    if (hook === 'late')
      new Thread(tasks.failLater, { args: ['failed when main had ended', 300], name: 'late' }).start();
    say('main ends');
  },

  /** Main ends at once; a timer is to run, another was cancelled. */
  timers(kind = '') {
    const timer = (ms: number, line: string): Timer =>
      kind === 'task' ? new Timer(ms, tasks.say, [line]) : new Timer(ms, () => say(line));
    timer(2 ** 40, 'the cancelled timer ran')
      .start()
      .cancel();
    say('main ends');
    timer(300, 'the timer ran').start();
  },

  /** A thread ends and leaves timers; a daemon's are nobody's concern. */
  async 'timers-of-threads'(kind = '') {
    const b = board();
    new Thread(tasks.leavesTimer, { args: [kind, 2 ** 40, 'never', b], daemon: true }).start();
    await reaches(b, STARTED, 1);
    say('main ends');
    new Thread(tasks.leavesTimer, { args: [kind, 300, 'the timer ran', b] }).start();
  },

  /** The only activity is an asynchronous wait at a barrier, to which a daemon thread comes late. */
  async 'await-barrier'() {
    const barrier = new Barrier(2);
    new Thread(tasks.meetLater, { args: [barrier, 300], daemon: true }).start();
    await barrier.wait();
    say('main went on');
  },

  /** Nothing here yields between the start and the join. */
  async memory(blocks = '') {
    const thread = new Thread(tasks.devour, { name: 'devouring' }).start();
    if (blocks === 'sync') thread.joinSync();
    else await thread.join();
    say(`ended: ${thread.error instanceof Error} ${thread.isAlive}`);
    say(inspect(thread.error?.message));
    exitProgram(0);
  },

  /** Runs the tasks of a module that has its own copy of core. */
  async 'two-copies'(url = '') {
    const copy = remote<CopyTasks>(url);
    const [lock, event] = [new Lock({ name: 'passed' }), new Event()];
    await lock.acquire();
    const greeting = new Thread(copy.greet, { args: [lock, event], name: 'of another copy' }).start();
    await greeting.join();
    say(`greeted: ${event.isSet} ${lock.locked} ${greeting.error?.name}`);
    if (greeting.error !== undefined) return say(greeting.error.message);
    const failing = new Thread(copy.fail).start();
    await failing.join();
    say(`failed: ${failing.error instanceof StateError} ${failing.error?.message}`);
  },

  /** Imports a module that has its own copy of core into the first agent. */
  async 'import-copy'(url = '') {
    say(`first: ${new Lock().locked}`);
    try {
      await import(url);
      say('imported');
    } catch (error) {
      say(`${(error as Error).name}: ${(error as Error).message}`);
    }
  },

  async crowd(bursts = '') {
    await crowd(Number(bursts));
  },

  async flat(primitive = '', how = '', rounds = '', place = '') {
    if (place === 'main') return flat(primitive, how, Number(rounds));
    const thread = new Thread(tasks.flat, { args: [primitive, how, Number(rounds)] }).start();
    await thread.join();
    if (thread.error !== undefined) throw thread.error;
  },
};
