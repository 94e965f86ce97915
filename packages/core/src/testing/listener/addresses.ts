import { OSError, TimeoutError, UnsupportedError } from '../../errors.ts';
import { Client, Listener, type Address } from '../../multiprocessing/index.ts';
import { builtin } from '../builtins.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { abstractName, eachKind, joined, WAIT, withPath } from './make.ts';

export const addresses: CaseGroup = {
  title: 'where a Listener is',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'LIS-01 no second one is bound where one is, which is free again when that is closed': () =>
      eachKind(async (address) => {
        const first = new Listener(address);
        const error = throws(OSError, () => new Listener(first.address));
        equal(error.code, 'EADDRINUSE');
        includes(error.message, 'Cannot listen at');
        const [here, there] = await joined(first);
        first.close();
        using again = new Listener(first.address);
        equal(again.address, first.address);
        for (const end of [here, there]) end.close();
      }),
    'LIS-04 an abstract name of Linux is no file, and nobody has it afterwards': async () => {
      const name = abstractName();
      const listens = (): boolean =>
        builtin('node:fs').readFileSync('/proc/net/unix', 'utf8').includes(name.replace('\0', '@'));
      const listener = new Listener(name, 'key');
      equal([listener.address, listens()], [name, true]);
      equal(inspect(listener), `Listener(${name.replace('\0', '@')})`);
      const [here, there] = await joined(listener, 'key');
      await here.send('by name');
      equal(await there.recv(WAIT), 'by name');
      for (const one of [here, there, listener]) one.close();
      equal([listens(), inspect(listener).endsWith(', closed)')], [false, true]);
    },
    'a path is a file as long as it listens': () =>
      withPath(async (path) => {
        const { existsSync } = builtin('node:fs');
        const listener = new Listener(path);
        equal([listener.address, existsSync(path)], [path, true]);
        listener.close();
        listener.close();
        equal(existsSync(path), false);
        equal((await rejects(OSError, Client(path))).code, 'ENOENT');
      }),
    'LIS-08 a name that is none of this system is refused, and so is what is no address': () => {
      throws(RangeError, () => new Listener('\\\\.\\pipe\\name'));
      throws(RangeError, () => new Listener(''));
      equal(throws(OSError, () => new Listener(`/tmp/${'x'.repeat(120)}`)).code, 'ENAMETOOLONG');
      for (const port of [-1, 65_536]) throws(RangeError, () => new Listener({ port }));
      throws(RangeError, () => new Listener({ port: 0 }, undefined, { backlog: -1 }));
      for (const wrong of [7, {}, { port: 1.5 }, { port: '80' }, { host: '', port: 1 }])
        throws(TypeError, () => new Listener(wrong as never));
      throws(TypeError, () => new Listener({ port: 0 }, 7 as never));
    },
    'a port that is free is told, and where the last one came from': async () => {
      using listener = new Listener({ port: 0 }, 'key');
      const { host, port } = listener.address as { host: string; port: number };
      equal(
        [host, listener.lastAccepted, inspect(listener)],
        ['127.0.0.1', undefined, `Listener(127.0.0.1:${port})`],
      );
      const [here, there] = await joined(listener, 'key');
      ok(/^127\.0\.0\.1:\d+$/.test(listener.lastAccepted ?? ''), `from ${listener.lastAccepted}`);
      equal(inspect(there), `Connection(${listener.lastAccepted})`);
      for (const end of [here, there]) end.close();
      using byName = await Client({ host: 'localhost', port }, undefined, { timeout: 5000 });
      equal(byName.closed, false);
    },
    'without an address it has one of its own, which nobody guesses': async () => {
      using listener = new Listener();
      ok(typeof listener.address === 'string' && listener.address.length > 32, String(listener.address));
      const [here, there] = await joined(listener);
      here.sendSync('to a name of its own');
      equal(there.recvSync(WAIT), 'to a name of its own');
      for (const end of [here, there]) end.close();
    },
    'nobody there is an OSError': async () => {
      const free = new Listener({ port: 0 });
      free.close();
      equal((await rejects(OSError, Client(free.address))).code, 'ECONNREFUSED');
      equal((await rejects(OSError, Client(abstractName()))).code, 'ECONNREFUSED');
      const nobody: Address = { host: 'nobody.invalid', port: 1 };
      equal((await rejects(OSError, Client(nobody))).code, 'ENOTFOUND');
    },
    'an accept that nobody comes to ends in time, by a signal, and when it is closed': async () => {
      const listener = new Listener({ port: 0 });
      await rejects(TimeoutError, listener.accept({ timeout: 20 }));
      throws(TimeoutError, () => listener.acceptSync({ timeout: 20 }));
      throws(TimeoutError, () => listener.acceptSync({ timeout: 0 }));
      throws(RangeError, () => listener.acceptSync({ timeout: -1 }));
      const abort = new AbortController();
      const aborted = listener.accept({ signal: abort.signal });
      abort.abort(new RangeError('enough'));
      await rejects(RangeError, aborted);
      const closed = listener.accept();
      const other = listener.accept();
      listener.close();
      for (const accept of [closed, other, listener.accept()])
        equal((await rejects(OSError, accept)).code, 'EBADF');
      throws(OSError, () => listener.acceptSync());
      ok(!(throws(OSError, () => listener.acceptSync()) instanceof UnsupportedError), 'unsupported');
    },
    'a client that nobody accepts waits no longer than it is told to': async () => {
      using listener = new Listener({ port: 0 }, 'key');
      await rejects(TimeoutError, Client(listener.address, 'key', { timeout: 30 }));
      const abort = new AbortController();
      const aborted = Client(listener.address, 'key', { signal: abort.signal });
      abort.abort(new RangeError('enough'));
      await rejects(RangeError, aborted);
    },
  },
};
