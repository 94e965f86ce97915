/**
 * multiprocessing: Process, Semaphore and Lock.
 *
 * @module
 */

import process from 'node:process';
import { defineTasks, multiprocessing, type Task } from '@interleave/core';
import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';
import { halved } from '../process/echoes.ts';
import { oneByOne } from '../process/one-by-one.ts';
import { ANOTHER, KIND, type Kind } from '../process/runtime.ts';
import { available } from './available.ts';

type Semaphore = multiprocessing.Semaphore;
type Count = multiprocessing.SharedValue<'i32'>;
type Answer = Task<[ping: Semaphore, pong: Semaphore, answered: Count], unknown>;

const { answer, answerAsync, mark, hold } = defineTasks(import.meta.url, {
  answer: (ping: Semaphore, pong: Semaphore, answered: Count) => {
    for (let count = 1; ; count = (count + 1) | 0) {
      ping.acquireSync();
      answered.value = count;
      pong.release();
    }
  },
  answerAsync: async (ping: Semaphore, pong: Semaphore, answered: Count) => {
    for (let count = 1; ; count = (count + 1) | 0) {
      await ping.acquire();
      answered.value = count;
      pong.release();
    }
  },
  mark: (ran: Semaphore) => ran.release(),
  hold: (lock: multiprocessing.Lock, held: Semaphore) => {
    lock.acquireSync();
    held.release();
    new multiprocessing.Semaphore(0).acquireSync();
  },
});

export const roundTrip = (): Promise<Subject> => blocking(KIND);
export const roundTripMixed = (): Promise<Subject> => blocking(ANOTHER[KIND]);
export const wake = (): Promise<Subject> => awaiting(KIND);
export const wakeMixed = (): Promise<Subject> => awaiting(ANOTHER[KIND]);

function blocking(runtime: Kind): Promise<Subject> {
  return talk(answer, runtime, ({ ping, pong }, times) => {
    for (let i = 0; i < times; i += 1) {
      ping.release();
      pong.acquireSync();
    }
  });
}

async function awaiting(runtime: Kind): Promise<Subject> {
  return halved(
    await talk(answerAsync, runtime, async ({ ping, pong }, times) => {
      for (let i = 0; i < times; i += 1) {
        ping.release();
        await pong.acquire();
      }
    }),
  );
}

/** So long (ms) another process may take to come up. */
const COMES_UP = 20_000;

interface Line {
  readonly ping: Semaphore;
  readonly pong: Semaphore;
}

/** Two processes that answer each other. */
async function talk(
  task: Answer,
  runtime: Kind,
  ask: (line: Line, times: number) => void | Promise<void>,
): Promise<Subject> {
  return available(async () => {
    const line: Line = { ping: new multiprocessing.Semaphore(0), pong: new multiprocessing.Semaphore(0) };
    const answered = multiprocessing.Value('i32', 0, { lock: false });
    const args: [Semaphore, Semaphore, Count] = [line.ping, line.pong, answered];
    new multiprocessing.Process(task, { args, runtime, daemon: true }).start();
    line.ping.release();
    let asked = 1;
    if (!(await line.pong.acquire({ timeout: COMES_UP })))
      throw new Error(`The other process did not come up within ${COMES_UP} ms`);
    return {
      async run(times) {
        const began = performance.now();
        await ask(line, times);
        asked = (asked + times) | 0;
        return performance.now() - began;
      },
      check() {
        const seen = answered.value;
        if (seen !== asked) throw new CorruptError(`Of ${asked} round trips ${seen} were answered`);
      },
    };
  });
}

export const spawn = (): Promise<Subject> => starting('spawn');
export const standby = (): Promise<Subject> => starting('standby');

function starting(startMethod: multiprocessing.StartMethod): Promise<Subject> {
  return available(() => {
    const ran = new multiprocessing.Semaphore(0);
    return oneByOne('ended otherwise', async () => {
      const began = performance.now();
      const child = new multiprocessing.Process(mark, { args: [ran], startMethod }).start();
      await ran.acquire();
      const took = performance.now() - began;
      await child.join();
      return { took, right: child.exitCode === 0 };
    });
  });
}

export const recovery = (): Promise<Subject> => recovering((lock) => lock.acquireSync());
export const recoveryAsync = (): Promise<Subject> => recovering((lock) => lock.acquire());

function recovering(take: (lock: multiprocessing.Lock) => unknown): Promise<Subject> {
  return available(() => {
    const [lock, held] = [new multiprocessing.Lock(), new multiprocessing.Semaphore(0)];
    return oneByOne('held no lock that was taken over', async () => {
      const child = new multiprocessing.Process(hold, { args: [lock, held], startMethod: 'standby' }).start();
      await held.acquire();
      const began = performance.now();
      process.kill(child.pid ?? 0, 'SIGKILL');
      await take(lock);
      const took = performance.now() - began;
      const right = lock.abandoned;
      lock.release();
      await child.join();
      return { took, right };
    });
  });
}
