import { AuthenticationError, EOFError, OSError } from '../../errors.ts';
import { activeChildren, connectManager, getContext, Manager } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { RawClient, text } from '../listener/raw.ts';
import { isRunning } from '../process-table.ts';
import { inspect, processNumbers } from '../runtime.ts';
import { managerTasks as tasks } from './manager.tasks.ts';
import { inChild, KEY, manager, WAIT } from './shared.ts';

export const life: CaseGroup = {
  title: 'its process, and who connects to it',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'MGR-01 MGR-03 it has a process of its own, which ends with its scope': async () => {
      let pid: number;
      {
        await using m = await Manager();
        ({ pid } = m);
        equal([isRunning(pid), pid !== processNumbers().pid], [true, true]);
        equal(activeChildren().filter((child) => child.pid === pid).length, 1);
        equal(await (await m.dict([['a', 1]])).get('a'), 1);
        includes(inspect(m), `process ${pid}`);
      }
      equal(isRunning(pid), false);
    },
    'MGR-03 to end it twice is harmless, and what is left of it says so': async () => {
      const m = await getContext('spawn').Manager();
      const [dict, child] = [await m.dict([['a', 1]]), activeChildren()];
      const process = child.find(({ pid }) => pid === m.pid);
      await Promise.all([m.shutdown(), m.shutdown()]);
      await m.shutdown();
      equal([process?.exitCode, isRunning(m.pid)], [0, false]);
      await rejects(EOFError, dict.get('a'));
      throws(EOFError, () => dict.getSync('a'));
      await rejects(EOFError, m.list());
    },
    'MGR-05 another one has the same address right after': async () => {
      const first = await Manager({ address: { port: 0 }, authkey: KEY });
      const { address } = first;
      equal((await rejects(OSError, Manager({ address, authkey: KEY }))).code, 'EADDRINUSE');
      const there = await connectManager({ address, authkey: KEY });
      await (await there.dict()).set('a', 1);
      await first.shutdown();
      await rejects(EOFError, there.dict());
      await using second = await Manager({ address, authkey: KEY });
      equal(second.address, address);
      await using again = await connectManager({ address, authkey: KEY });
      equal(again.pid, second.pid);
    },
    'one that is killed is an error to whoever waits for it': async () => {
      const m = await Manager();
      const dict = await m.dict();
      m.register('Shop', tasks.shop);
      const shop = await m.create<{ forever(): Promise<void> }>('Shop');
      const waiting = rejects(EOFError, shop.forever());
      await dict.size();
      activeChildren()
        .find(({ pid }) => pid === m.pid)
        ?.kill();
      await waiting;
      await until(() => !isRunning(m.pid), 'it is gone');
      throws(EOFError, () => dict.sizeSync());
      await m.shutdown();
    },
    'who is connected by TCP uses it, and neither ends it nor has it load a module': async () => {
      await using m = await Manager({ address: { host: '127.0.0.1', port: 0 }, authkey: KEY });
      m.register('Shop', tasks.shop);
      const there = await connectManager({ address: m.address, authkey: KEY });
      equal(there.pid, m.pid);
      const dict = await there.dict<unknown>([['a', [1n, new Map([[2, 'b']])]]]);
      const list = await there.list<unknown>([dict, 'text']);
      equal(await dict.get('a'), [1n, new Map([[2, 'b']])]);
      const inner = (await list.get(0)) as typeof dict;
      inner.setSync('b', 'set by the inner one');
      equal([dict.getSync('b'), await dict.size(), [...list].length], ['set by the inner one', 2, 2]);
      there.register('Shop');
      const shop = await there.create<{ sell(name: string): Promise<number> }>('Shop', 'tea');
      equal(await shop.sell('tea'), 1);
      await rejects(RangeError, list.get(9));
      await rejects(Error, dict.set('lock', await m.Lock()));
      await rejects(Error, dict.set('ours', await m.dict()));
      await inChild(tasks.connects, [m.address, KEY]);
      await there.shutdown();
      await rejects(EOFError, dict.get('a'));
      ok(isRunning(m.pid), 'it has ended');
    },
    'a wrong key is refused, and strangers keep nobody waiting': async () => {
      await using m = await Manager({ address: { port: 0 }, authkey: KEY });
      await rejects(AuthenticationError, connectManager({ address: m.address, authkey: 'another' }));
      await rejects(TypeError, connectManager({ address: m.address } as never));
      const silent = await Promise.all(Array.from({ length: 100 }, () => RawClient.to(m.address)));
      const loud = await RawClient.to(m.address);
      loud.send(text('GET / HTTP/1.1\r\n\r\n'));
      const there = await connectManager({ address: m.address, authkey: KEY });
      equal(await (await there.list([1])).slice(), [1]);
      equal(await (await m.list([2])).slice(), [2]);
      await there.shutdown();
      for (const client of [...silent, loud]) client.destroy();
    },
    'who calls without a pause keeps nobody waiting': async () => {
      const m = await manager();
      const [dict, begun, enough] = [await m.dict<unknown>([['a', 1]]), await m.Event(), await m.Event()];
      const hog = inChild(tasks.hogs, [dict, begun, enough]);
      ok(await begun.wait(WAIT), 'it does not begin');
      for (let call = 0; call < 20; call += 1) equal([await dict.get('a'), dict.getSync('a')], [1, 1]);
      await using there = await connectManager({ address: m.address, authkey: KEY });
      equal(await (await there.list([1])).length(), 1);
      enough.set();
      await hog;
    },
    'four processes fill one dict, of which nothing is lost': async () => {
      const dict = await (await manager()).dict<number>();
      const [writers, count] = [4, 25];
      await Promise.all(
        Array.from({ length: writers }, (_, who) => inChild(tasks.addsMany, [dict, who, count])),
      );
      equal(await dict.size(), writers * count);
    },
  },
};
