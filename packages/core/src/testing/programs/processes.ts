/**
 * Programs of several processes, whose whole life is on test.
 *
 * @module
 */

import { currentProgram } from '../../agent/program.ts';
import { processProgram } from '../../agent/scope.ts';
import { currentHost } from '../../agent/state.ts';
import { VERSIONS } from '../../agent/state.ts';
import { UnsupportedError } from '../../errors.ts';
import { control } from '../../lifecycle/control.ts';
import {
  Event,
  getStartMethod,
  Process,
  Semaphore,
  setStartMethod,
  SharedMemory,
  type Runtime,
  type StartMethod,
} from '../../multiprocessing/index.ts';
import { remote, type Task } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { sleep, until } from '../board.ts';
import { builtin } from '../builtins.ts';
import { leftOf, sharedFiles } from '../kill-storm/leftovers.ts';
import { ownSegment } from '../kill-storm/own-segment.ts';
import { descendantsOf } from '../process-table.ts';
import { commandLine, exitProgram, processNumbers, say } from '../runtime.ts';
import { processProgramTasks as tasks } from './processes.tasks.ts';

type Program = (...args: string[]) => void | Promise<void>;

async function joined(process: Process): Promise<void> {
  await process.join();
  say(`exit code ${process.exitCode}`);
}

/** Starts one child for each way to be busy, and tells when all are up. */
async function startBusy(runtimes: readonly Runtime[]): Promise<void> {
  const [ready, never] = [new Semaphore(0), new Event()];
  for (const runtime of runtimes) {
    new Process(tasks.idles, { args: [ready], runtime }).start();
    new Process(tasks.blocks, { args: [ready, never], runtime }).start();
    new Process(tasks.spins, { args: [ready], runtime }).start();
  }
  for (let up = 0; up < runtimes.length * 3; up += 1) await ready.acquire();
}

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

export const multiprocessingPrograms: Readonly<Record<string, Program>> = {
  /** Ends by itself: what is no daemon is waited for, what is one is told to end. */
  async 'processes-at-end'() {
    const ready = new Semaphore(0);
    new Process(tasks.saysWhenTold, { args: [ready], daemon: true }).start();
    new Process(tasks.startsMore, { args: [2] }).start();
    await ready.acquire();
    say('main ends');
  },

  /** A thread's child outlives the thread and main. */
  async 'process-of-a-thread'() {
    const thread = new Thread(tasks.startsMore, { args: [1] }).start();
    await thread.join();
    say('main ends');
  },

  /** What starts threads and children, and sees them end, cannot go on, and main blocks before it hears of that. */
  async 'supervisor-lost'() {
    const [ready, never] = [new Semaphore(0), new Event()];
    const thread = new Thread(tasks.blocks, { args: [ready, never], daemon: true }).start();
    const child = new Process(tasks.blocks, { args: [ready, never] }).start();
    await ready.acquire();
    await ready.acquire();
    control(currentProgram()).post(null);
    for (const act of [
      () => child.joinSync(),
      () => new Process(tasks.nothing).start(),
      () => new Thread(tasks.nothing, { name: 'late' }).start(),
    ]) {
      try {
        act();
        say('nothing is said');
      } catch (error) {
        say(String(error));
      }
    }
    say(`the thread has ended: ${thread.joinSync()}`);
    exitProgram(0);
  },

  async 'processes-at-exit'(code = '') {
    await startBusy(['node', 'deno', 'bun']);
    exitProgram(Number(code));
  },

  async 'process-fails'() {
    await joined(new Process(tasks.fail, { args: ['it is to fail'], name: 'unlucky' }).start());
    await joined(new Process(tasks.failsAside).start());
    await joined(new Process(tasks.exits, { args: ['no number'] }).start());
  },

  'main-fails-beside-a-process'() {
    new Process(tasks.sayLater, { args: ['the child has ended', 300] }).start();
    throw new RangeError('main is to fail');
  },

  async 'process-at-top-level'() {
    const url = new URL('./top-level.tasks.ts', import.meta.url);
    await joined(new Process(remote<{ nothing: Task<[]> }>(url).nothing).start());
  },

  async 'process-exit-handler'() {
    await joined(new Process(tasks.handlesExit).start());
  },

  async 'process-flags'() {
    say(JSON.stringify(commandLine()));
    await new Process(tasks.saysFlags, { args: [1] }).start().join();
  },

  async 'start-method'(method = '') {
    setStartMethod(method as StartMethod);
    say(`in main: ${getStartMethod()}`);
    try {
      setStartMethod('spawn');
    } catch (error) {
      say((error as Error).name);
    }
    await joined(new Process(tasks.saysMethod).start());
  },

  async 'start-method-unset'() {
    await new Process(tasks.nothing, { startMethod: 'standby' }).start().join();
    setStartMethod('standby');
    say(getStartMethod());
  },

  /** A standby was made before its surroundings changed. */
  async 'process-surroundings'(method = '', folder = '') {
    const process = builtin('node:process');
    process.env['INTERLEAVE_GONE'] = 'was there';
    const startMethod = method as StartMethod;
    await new Process(tasks.nothing, { startMethod }).start().join();
    if (method === 'standby') {
      await until(() => descendantsOf(processNumbers().pid).length > 0, 'a standby comes up');
    }
    delete process.env['INTERLEAVE_GONE'];
    process.env['INTERLEAVE_SAID'] = 'now';
    process.chdir(folder);
    await joined(new Process(tasks.saysSurroundings, { startMethod }).start());
  },

  async 'processes-that-write'(writers = '', lines = '', length = '') {
    const numbers = Array.from({ length: Number(writers) }, (_, index) => index);
    const processes = numbers.map((who) =>
      new Process(tasks.writes, {
        args: [who, Number(lines), Number(length)],
        runtime: RUNTIMES[who % 3] as Runtime,
      }).start(),
    );
    for (const process of processes) await process.join();
  },

  /** To be killed when it has said so, with children in every state. */
  async 'processes-to-orphan'() {
    await startBusy(RUNTIMES);
    await new Process(tasks.nothing, { startMethod: 'standby' }).start().join();
    await until(
      () => descendantsOf(processNumbers().pid).some(({ command }) => / standby /.test(command)),
      'a standby is there',
    );
    for (const runtime of RUNTIMES) new Process(tasks.idles, { args: [new Semaphore(0)], runtime }).start();
    const { name } = new SharedMemory({ create: true, size: 4096 });
    const own = { tag: processProgram().tag, segment: ownSegment() };
    const shared = sharedFiles().filter((one) => one !== name);
    const found = (what: string): boolean =>
      leftOf({ ...own, mark: undefined, shared }).some((trace) => trace.includes(what));
    for (const what of [own.tag, 'the segment', name]) await until(() => found(what), `${what} is found`);
    say(`ready ${JSON.stringify({ ...own, name })}`);
    await new Semaphore(0).acquire();
  },

  /** The same where processes share no memory: it is killed when both children have said that they are up. */
  async 'lone-processes-to-orphan'() {
    new Process(tasks.idlesAlone).start();
    new Process(tasks.spinsAlone).start();
    await sleep(2 ** 30);
  },

  /** Ends with a standby that was never used. */
  async 'standby-left'() {
    await new Process(tasks.nothing, { startMethod: 'standby' }).start().join();
    await until(() => descendantsOf(processNumbers().pid).length > 0, 'a standby is there');
    say('main ends');
  },

  'process-elsewhere'(runtime = '') {
    try {
      new Process(tasks.nothing, { runtime: runtime as Runtime }).start();
    } catch (error) {
      say(`${error instanceof UnsupportedError} ${(error as Error).message}`);
    }
  },

  /** A child that is told what another version of this library says. */
  async 'process-of-another-version'() {
    const { system, runtime } = currentHost();
    if (system === undefined) throw new Error('no system');
    const { pid } = system;
    const description = { name: 'stranger', versions: { ...VERSIONS, protocol: 99 }, madeBy: 'elsewhere' };
    const text = new TextEncoder().encode(JSON.stringify(description));
    const frame = new Uint8Array(8 + text.length);
    new DataView(frame.buffer).setUint32(0, text.length, true);
    new DataView(frame.buffer).setUint32(4, text.length, true);
    frame.set(text, 8);
    const { file, args } = system.command(runtime as Runtime);
    const order = { file, args: [...args, 'spawn', String(pid), 'alone'], cwd: undefined, env: undefined };
    const status = await new Promise<number | Error>((resolve) => {
      const nothing = (): void => {};
      const events = { failed: resolve, exited: resolve, received: nothing, closed: nothing };
      system.spawn({ ...order, segment: undefined }, events).send(frame);
    });
    say(String(status));
  },
};
