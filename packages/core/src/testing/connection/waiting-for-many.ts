import { EOFError, OSError } from '../../errors.ts';
import { Event, Pipe, Process, wait, type Connection } from '../../multiprocessing/index.ts';
import { elapsed, lasted, PATIENCE, sleep } from '../board.ts';
import { builtin } from '../builtins.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects } from '../check.ts';
import { ended, start } from '../process-queue/start.ts';
import { processTasks } from '../process/process.tasks.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

const patient = { timeout: PATIENCE };

export const waitingForMany: CaseGroup = {
  title: 'a wait for several',
  where: 'everywhere',
  cases: {
    'CWT-05 gives none after its time, and those that are ready in their order': async () => {
      const [[a, a2], [b, b2]] = [Pipe(), Pipe()];
      lasted(await elapsed(async () => equal(await wait([a, b], { timeout: 200 }), [])), 200, 'wait');
      for (const timeout of [0, -1, NaN]) equal(await wait([a, b], { timeout }), []);
      b2.sendSync('x');
      for (const options of [{}, { timeout: 0 }, { timeout: -1 }, patient])
        ok(same(await wait([a, b], options), [b]), 'not just the one');
      a2.sendSync('y');
      ok(same(await wait([b, a]), [b, a]), 'not in their order');
      b.recvSync();
      ok(same(await wait(new Set([a, b])), [a]), 'what was received is still ready');
      a.recvSync();
      const waiting = wait([a, b], patient);
      await sleep(5);
      a2.close();
      ok(same(await waiting, [a]), 'the end is not ready');
      equal(await wait([], { timeout: 10 }), []);
    },
    'can be aborted, and refuses what can never be ready': async () => {
      const [one, other] = Pipe();
      const [controller, reason] = [new AbortController(), new Error('why')];
      ok(
        (await rejection(wait([one], { signal: AbortSignal.abort(reason) }))) === reason,
        'not the very reason',
      );
      const waiting = wait([one, new Promise(() => {})], { signal: controller.signal });
      await sleep(5);
      controller.abort(reason);
      ok((await rejection(waiting)) === reason, 'not the very reason');
      other.sendSync('still there');
      equal(one.recvSync(), 'still there');
      const [, writer] = Pipe({ duplex: false });
      await rejects(OSError, wait([writer]));
      one.close();
      await rejects(OSError, wait([one]));
      for (const wrong of [5, null, 'text', {}]) await rejects(TypeError, wait([wrong as never]));
    },
    'takes promises among others, however they end': async () => {
      const [one, other] = Pipe();
      const [good, bad, never] = [
        Promise.resolve(1),
        Promise.reject(new Error('bad')),
        new Promise(() => {}),
      ];
      ok(
        same(await wait([never, bad, one, good], { timeout: 0 }), [bad, good]),
        'not those that are settled',
      );
      other.sendSync(1);
      ok(same(await wait<Connection | Promise<unknown>>([good, never, one]), [good, one]), 'not both');
      const later = sleep(20);
      ok(same(await wait([never, later], patient), [later]), 'not the one that was settled');
    },
    'loses no message to another reader': async () => {
      const [one, other] = Pipe();
      const [waiting, receiving] = [wait([one], { timeout: 300 }), one.recv()];
      other.sendSync('for the reader');
      equal(await receiving, 'for the reader');
      equal(await waiting, []);
      other.sendSync('next');
      ok(same(await wait([one]), [one]), 'not ready');
    },
  },
};

function same(got: readonly unknown[], expected: readonly unknown[]): boolean {
  return got.length === expected.length && got.every((one, index) => one === expected[index]);
}

/** Receives from all until each has come to its end. */
async function receiveAll(ends: readonly Connection[]): Promise<unknown[]> {
  const open = new Set(ends);
  const got: unknown[] = [];
  while (open.size > 0) {
    for (const ready of await wait(open, patient)) {
      try {
        got.push(ready.recvSync());
      } catch (error) {
        ok(error instanceof EOFError, String(error));
        open.delete(ready);
      }
    }
  }
  return got;
}

/** Four streams of a runtime's own sockets, read by promises. */
async function readSockets(pause: number): Promise<void> {
  const net = builtin('node:net');
  const server = net.createServer((socket) => {
    void (async () => {
      for (let number = 0; number < 10; number += 1) {
        if (pause > 0) await sleep(Math.random() * pause);
        socket.write(`${number}\n`);
      }
      socket.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reading = Array.from({ length: 4 }, () => {
    const socket = net.connect(server.address().port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    return new Promise<string>((resolve) => socket.on('end', () => resolve(text)));
  });
  const left = new Set(reading);
  while (left.size > 0) {
    for (const ready of await wait(left, patient)) {
      equal(await ready, '0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n');
      left.delete(ready);
    }
  }
  server.close();
}

export const waitingForProcesses: CaseGroup = {
  title: 'a wait for several processes',
  where: 'main',
  cases: {
    'CWT-01 CWT-03 gives every message of four, with pauses and without, and then their ends': async () => {
      const pipes = Array.from({ length: 4 }, () => Pipe({ duplex: false }));
      const children = pipes.map(([, writer], index) => {
        const child =
          index < 2
            ? start(tasks.sendsSlowly, [writer, 10, `child ${index}`])
            : start(tasks.sends, [writer, 10, 'sync']);
        writer.close();
        return child;
      });
      const got = await receiveAll(pipes.map(([reader]) => reader));
      equal(got.length, 40);
      for (const name of ['child 0', 'child 1']) {
        const mine = got.filter((one): one is [string, number] => Array.isArray(one) && one[0] === name);
        equal(
          mine.map(([, number]) => number),
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        );
      }
      for (const child of children) await ended(child);
    },
    'CWT-02 CWT-04 takes sockets of the runtime by promises, with pauses and without': async () => {
      await readSockets(0);
      await readSockets(10);
    },
    'CWT-06 mixes connections with a process, which is ready when it has ended': async () => {
      const [ready, go] = [new Event(), new Event()];
      const [one, other] = Pipe();
      const child = start(tasks.holds, [other, ready, go]);
      ok(await ready.wait(patient), 'it does not come up');
      equal(await wait([child, one], { timeout: 50 }), []);
      go.set();
      ok(same(await wait([one, child], patient), [child]), 'not the process');
      other.sendSync('now');
      const { sentinel } = child;
      const all = [one, child, sentinel] as const;
      ok(same(await wait<Connection | Process | Promise<void>>(all), all), 'not all');
      await ended(child);
      const fresh = new Process(processTasks.nothing);
      await rejection(wait([fresh]));
    },
  },
};
