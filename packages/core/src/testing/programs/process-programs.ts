/**
 * Programs over the memory of processes: what keeps them alive, what ends them, and what they say where there is none.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import { Event, Lock } from '../../multiprocessing/index.ts';
import { Lock as ThreadLock, Thread } from '../../threading/index.ts';
import { inspect, say } from '../runtime.ts';
import { processProgramTasks as tasks } from './process-program.tasks.ts';

export const processPrograms: Readonly<Record<string, (...args: string[]) => void | Promise<void>>> = {
  /** The only activity is an asynchronous wait, which somebody ends who does not keep the program alive. */
  async 'process-await-only'(place = '', released = '') {
    const event = new Event();
    if (released === 'released') new Thread(tasks.setLater, { args: [event, 300], daemon: true }).start();
    if (place === 'thread') new Thread(tasks.awaitIt, { args: [event] }).start();
    else {
      await event.wait();
      say('main went on');
    }
  },

  /** A daemon thread waits for ever, in one way or the other; that keeps nobody. */
  async 'process-daemon-waits'(how = '') {
    const [event, waits] = [new Event(), new Event()];
    new Thread(how === 'blocks' ? tasks.block : tasks.await, { args: [event, waits], daemon: true }).start();
    await waits.wait();
    say('main ends');
  },

  /** Processes share no memory here: what is made of it says so, and threads go on. */
  'without-processes'() {
    try {
      new Lock();
      say('there is process scope');
    } catch (error) {
      say(error instanceof UnsupportedError ? error.message : inspect(error));
    }
    new ThreadLock().runSync(() => say('threads go on'));
  },
};
