import { Event, Lock, Semaphore } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import { sleep, until } from '../board.ts';
import { builtin, environment } from '../builtins.ts';
import { equal, ok } from '../check.ts';
import { collectGarbage, killProcess, runs } from '../runtime.ts';
import { generationOf, placeOf } from './blocks.ts';
import type { PeerCase } from './locks.ts';
import { peerTasks } from './peer-tasks.ts';

interface Output {
  setEncoding(encoding: 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
}

interface Root {
  readonly pid: number;
  readonly stdout: Output;
  on(event: 'exit', listener: () => void): void;
}

type Spawn = (file: string, args: readonly string[], options: object) => Root;

const rootEntry = new URL('./root-entry.ts', import.meta.url);

export const memoryCases: Readonly<Record<string, PeerCase>> = {
  'is joined late, by the path of a descriptor of any process': async (crew) => {
    for (const runtime of crew.runtimes) {
      const [peer, lock, held, go] = [
        crew.start(runtime, { late: true }),
        new Lock(),
        new Event(),
        new Event(),
      ];
      const theirs = peer.run('hold', lock, held, go);
      await held.wait();
      equal(lock.tryAcquire(), false);
      go.set();
      await theirs;
      equal(await peer.close(), 0);
    }
  },
  'works alike where no SharedArrayBuffer lies over it': async (crew) => {
    for (const runtime of crew.runtimes) {
      const peer = crew.start(runtime, { env: { INTERLEAVE_OVERLAY: 'off' } });
      const [lock, tally, inside] = [new Lock(), new Semaphore(0), new Semaphore(0)];
      const beside = crew.of('bun').run('count', lock, tally, inside, 500);
      equal([await peer.run('count', lock, tally, inside, 500), await beside], [0, 0]);
      equal(tally.value, 1000);
      const waits = new Semaphore(0);
      const event = new Event();
      const theirs = peer.run('waitEvent', event, waits, false);
      await waits.acquire();
      event.set();
      equal(await theirs, true);
      equal(await peer.close(), 0);
    }
  },
  'is whole when threads and processes have ended that had it, however their engine cleans up': async (
    crew,
  ) => {
    for (const runtime of crew.runtimes) {
      const [lock, tally] = [new Lock(), new Semaphore(5)];
      const thread = new Thread(peerTasks.print, { args: [lock] }).start();
      const peer = crew.start(runtime, { env: { BUN_DESTRUCT_VM_ON_EXIT: '1' } });
      await peer.run('print', lock);
      ok(await thread.join(), 'it does not end');
      await peer.close();
      for (let tries = 0; tries < 5; tries += 1) {
        collectGarbage();
        await sleep(20);
      }
      equal([lock.locked, tally.value], [false, 5]);
      const after = crew.start(runtime);
      ok(lock.tryAcquire(), 'not had');
      equal(await after.run('seeHeld', lock), [true, false, false]);
      await after.close();
    }
  },
  'is given back when a process is killed that had it': async (crew) => {
    for (const runtime of crew.runtimes) {
      const peer = crew.start(runtime);
      const held = new Event();
      const at = await (async (): Promise<number> => {
        const lock = new Lock();
        peer.leave('keep', lock, held);
        await held.wait();
        return placeOf(lock);
      })();
      const before = generationOf(at);
      for (let tries = 0; tries < 20; tries += 1) {
        collectGarbage();
        await sleep(5);
      }
      equal(generationOf(at), before, 'it was freed though a process holds it');
      await peer.kill();
      await until(() => {
        collectGarbage();
        return generationOf(at) !== before;
      }, `what the process of ${runtime} held is free`);
    }
  },
  'ends with the program: a process that waits does not outlive the first, when that is killed': async (
    crew,
  ) => {
    const [file, ...flags] = crew.commands.node;
    const spawn = builtin('node:child_process').spawn as unknown as Spawn;
    for (const runtime of crew.runtimes) {
      for (const how of ['blocks', 'awaits']) {
        const args = [...flags, builtin('node:url').fileURLToPath(rootEntry), how, ...crew.commands[runtime]];
        const root = spawn(file, args, {
          env: { ...environment(), NODE_OPTIONS: undefined },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = new Promise<void>((resolve) => root.on('exit', resolve));
        root.stdout.setEncoding('utf8');
        const pid = Number(await new Promise<string>((resolve) => root.stdout.on('data', resolve)));
        ok(runs(pid), 'the process does not run');
        killProcess(root.pid);
        await ended;
        await until(() => !runs(pid), `the process of ${runtime} that ${how} has ended`);
      }
    }
  },
};
