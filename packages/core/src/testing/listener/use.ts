import { EOFError, OSError, ScopeError, SerializationError } from '../../errors.ts';
import { Client, Event, Listener, Lock, Process, wait, type Runtime } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { abstractName, eachKind, joined, WAIT } from './make.ts';
import { listenerTasks as tasks } from './listener.tasks.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

function alike(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export const use: CaseGroup = {
  title: 'a connection by a socket',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'LIS-03 an empty key is one, and values and bytes go both ways': () =>
      eachKind(async (address) => {
        using listener = new Listener(address, '');
        const [here, there] = await joined(listener, new Uint8Array());
        const value = { a: [1n, 'two', new Map([[3, new Set([4])]])], when: new Date(5) };
        await here.send(value);
        equal(await there.recv(WAIT), value);
        there.sendSync(undefined);
        equal(here.recvSync(WAIT), undefined);
        await here.sendBytes(Uint8Array.of(1, 2, 3, 4), { offset: 1, size: 2 });
        equal(await there.recvBytes(WAIT), Uint8Array.of(2, 3));
        there.sendBytesSync(new Uint8Array());
        equal(here.recvBytesSync(WAIT), new Uint8Array());
        for (const end of [here, there]) end.close();
      }),
    'LIS-06 who connected, sent and went before accept was called is still heard': () =>
      eachKind(async (address) => {
        using listener = new Listener(address);
        const client = await Client(listener.address);
        await client.send('hello');
        client.close();
        using connection = await listener.accept(WAIT);
        equal(await connection.recv(WAIT), 'hello');
        await rejects(EOFError, connection.recv(WAIT));
        throws(EOFError, () => connection.recvSync(WAIT));
      }),
    'LIS-06 nor is who did so in another process lost': async () => {
      using listener = new Listener({ port: 0 });
      await new Process(tasks.callsAndGoes, { args: [listener.address] }).start().join();
      using connection = listener.acceptSync(WAIT);
      equal(connection.recvSync(WAIT), 'said before anybody listened');
    },
    'who blocks to send does so after what waits for its event loop to be sent': async (t) => {
      using listener = new Listener(abstractName());
      t.start(tasks.tells, listener.address, 8);
      using connection = await listener.accept(WAIT);
      const chunk = new Uint8Array(2 ** 20);
      const sends = [0, 1, 2, 3, 4, 5].map((number) => connection.send([number, chunk]));
      sends.push(connection.send([6]));
      connection.sendSync([7]);
      equal(connection.recvSync(WAIT), [0, 1, 2, 3, 4, 5, 6, 7]);
      await Promise.all(sends);
    },
    'LIS-10 a signal does not end an accept': async () => {
      const [address, listens] = [abstractName(), new Event()];
      const child = new Process(tasks.acceptsAmidSignals, { args: [address, listens] }).start();
      ok(await listens.wait(WAIT), 'it does not come up');
      child.terminate();
      using connection = await Client(address);
      await connection.send('after the signal');
      equal(await connection.recv(WAIT), { heard: 'after the signal' });
      equal([await child.join(WAIT), child.exitCode], [true, 0]);
    },
    'blocks without the event loop, at both ends': async () => {
      const [address, listens] = [abstractName(), new Event()];
      const thread = new Thread(tasks.echoesSync, { args: [address, 'key', listens] }).start();
      ok(await listens.wait(WAIT), 'it does not come up');
      using connection = await Client(address, 'key', WAIT);
      for (let round = 0; round < 50; round += 1) {
        connection.sendSync(round);
        equal(connection.recvSync(WAIT), { echo: round });
      }
      connection.sendSync('end');
      equal([await thread.join(WAIT), thread.error], [true, undefined]);
    },
    'messages of 16 MiB arrive, in both directions at once, and small ones behind them': async () => {
      const large = new Uint8Array(2 ** 24);
      for (let at = 0; at < large.length; at += 1) large[at] = at * 7 + (at >> 8);
      for (const address of [abstractName(), { port: 0 }]) {
        using listener = new Listener(address, 'key');
        const [here, there] = await joined(listener, 'key');
        const sent = [here.sendBytes(large), there.send(large), here.send('behind')];
        const [bytes, value] = await Promise.all([there.recvBytes(WAIT), here.recv<Uint8Array>(WAIT)]);
        ok(alike(bytes, large), 'the bytes have changed');
        ok(alike(value, large), 'the value has changed');
        equal(await there.recv(WAIT), 'behind');
        await Promise.all(sent);
        for (const end of [here, there]) end.close();
      }
    },
    'a send that is too much for now can be given up before it begins, and is whole when it has begun':
      async () => {
        using listener = new Listener();
        const [here, there] = await joined(listener);
        const large = new Uint8Array(2 ** 22).fill(1);
        here.sendBytesSync(large, { timeout: 20 });
        await rejects(Error, here.send('no room', { timeout: 20 }));
        throws(Error, () => here.sendSync('no room', { timeout: 20 }));
        const abort = new AbortController();
        const aborted = here.send('no room', { signal: abort.signal });
        abort.abort(new RangeError('enough'));
        await rejects(RangeError, aborted);
        const later = here.send('when there is room');
        equal((await there.recvBytes(WAIT)).length, large.length);
        equal(await there.recv(WAIT), 'when there is room');
        await later;
        for (const end of [here, there]) end.close();
      },
    'poll and wait see a message, the end, and a client that knocks': async () => {
      using listener = new Listener();
      const [here, there] = await joined(listener);
      equal([await there.poll(), there.pollSync(), await there.poll({ timeout: 10 })], [false, false, false]);
      equal(await wait([there, listener], { timeout: 10 }), []);
      await here.send(1);
      equal([await there.poll(WAIT), there.pollSync()], [true, true]);
      equal((await wait([there, listener])).length, 1);
      await there.recv(WAIT);
      const knocking = Client(listener.address);
      ok((await wait([there, listener], WAIT))[0] === (listener as unknown), 'another is ready');
      const [client, guest] = await Promise.all([knocking, listener.accept(WAIT)]);
      here.close();
      ok((await wait([there, guest], WAIT))[0] === there, 'another is ready');
      await rejects(EOFError, there.recv(WAIT));
      for (const end of [there, client, guest]) end.close();
    },
    'CWT-02 CWT-04 wait gives all that come in from several at once, in pieces of any time': async () => {
      using listener = new Listener({ port: 0 }, 'key');
      const [senders, count] = [4, 10];
      const threads = Array.from({ length: senders }, (_, who) =>
        new Thread(tasks.trickles, { args: [listener.address, 'key', who, count] }).start(),
      );
      const open = new Set(await Promise.all(threads.map(() => listener.accept(WAIT))));
      const next = new Map<number, number>();
      while (open.size > 0) {
        for (const connection of await wait(open, WAIT)) {
          try {
            const [who, message] = connection.recvSync<[number, number]>();
            equal(message, next.get(who) ?? 0);
            next.set(who, message + 1);
          } catch (error) {
            ok(error instanceof EOFError, String(error));
            connection.close();
            open.delete(connection);
          }
        }
      }
      equal(
        [...next.values()],
        Array.from({ length: senders }, () => count),
      );
      for (const thread of threads) await thread.join();
    },
    'children of every runtime call, whom nothing but the address connects': async () => {
      using listener = new Listener({ port: 0 }, 'key');
      const children = RUNTIMES.map((runtime) =>
        new Process(tasks.calls, { args: [listener.address, 'key', runtime], runtime }).start(),
      );
      const names: string[] = [];
      for (const _ of children) {
        using connection = await listener.accept(WAIT);
        const { name, bytes } = await connection.recv<{ name: string; bytes: Uint8Array }>(WAIT);
        equal(bytes, new Uint8Array(3).fill(7));
        names.push(name);
        await connection.send(`hello ${name}`);
      }
      equal(names.sort(), [...RUNTIMES].sort());
      for (const child of children) equal([await child.join(WAIT), child.exitCode], [true, 0]);
    },
    'primitives do not go through a socket, nor does a connection by one': async () => {
      using listener = new Listener();
      const [here, there] = await joined(listener);
      includes((await rejects(ScopeError, here.send({ lock: new Lock() }))).path, 'lock');
      await rejects(ScopeError, here.send(there));
      await rejects(
        SerializationError,
        here.send(() => 1),
      );
      await here.send('fine');
      equal(await there.recv(WAIT), 'fine');
      for (const end of [here, there]) end.close();
      throws(OSError, () => here.sendSync(1));
      await rejects(OSError, here.recv());
    },
    'who goes is an EPIPE to who sends, and who is closed ends its own waits': async () => {
      using listener = new Listener();
      const [here, there] = await joined(listener);
      const waiting = here.recv();
      here.close();
      await rejects(OSError, waiting);
      await rejects(EOFError, there.recv(WAIT));
      equal((await rejects(OSError, there.send('to nobody'))).code, 'EPIPE');
      there.close();
    },
  },
};
