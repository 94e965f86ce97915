import { EOFError } from '../../errors.ts';
import { connectManager, Manager, type IteratorProxy } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects } from '../check.ts';
import { executorTasks } from '../executor/executor.tasks.ts';
import { descendantsOf } from '../process-table.ts';
import { collectGarbage } from '../runtime.ts';
import { managerTasks as tasks } from './manager.tasks.ts';
import { KEY } from './shared.ts';

interface ShopProxy {
  sell(name: string): Promise<number>;
}

async function start(): Promise<Manager> {
  const m = await Manager({ address: { port: 0 }, authkey: KEY });
  m.register('Tracked', tasks.tracked);
  m.register('collected', tasks.collected);
  return m;
}

async function connect(m: Manager): Promise<Manager> {
  const there = await connectManager({ address: m.address, authkey: KEY });
  there.register('Tracked');
  return there;
}

/** Several, because what looks like a reference on its stack keeps some in JavaScriptCore. */
const SOME = [1, 2, 3];

/** Nobody here has a proxy of them when this is over. */
async function forget(m: Manager, name: string): Promise<void> {
  for (const n of SOME)
    equal(await (await m.create<ShopProxy>('Tracked', `${name} ${n}`)).sell(`${name} ${n}`), 1);
}

/** Until one of those that were made by this name is no more. */
async function isGivenUp(m: Manager, name: string): Promise<void> {
  for (const deadline = performance.now() + PATIENCE; ; await sleep(50)) {
    collectGarbage();
    const { names } = await m.create<{ readonly names: readonly string[] }>('collected');
    if (names.some((it) => it.startsWith(name))) return;
    ok(performance.now() < deadline, `${name} is still there`);
  }
}

/** Of a pool that nobody has a proxy of. */
async function resultsOf(m: Manager): Promise<IteratorProxy<number>> {
  const pool = await m.Pool({ processes: 1 });
  return pool.imap(executorTasks.square, [1, 2]);
}

async function forgetPool(m: Manager, n: number): Promise<number> {
  const pool = await m.Pool({ processes: 1 });
  return pool.apply(executorTasks.square, [n]);
}

export const references: CaseGroup = {
  title: 'an object that nobody refers to',
  where: 'main',
  scope: 'process',
  cases: {
    'is given up, and one that is in another or on its way is not': async () => {
      await using m = await start();
      const [list, queue] = [await m.list<ShopProxy>(), await m.Queue<ShopProxy>()];
      await list.push(await m.create<ShopProxy>('Tracked', 'listed'));
      await queue.put(await m.create<ShopProxy>('Tracked', 'sent'));
      await forget(m, 'forgotten');
      await isGivenUp(m, 'forgotten');
      equal(await (await queue.get()).sell('sent'), 1);
      equal(await (await list.get(0)).sell('listed'), 1);
    },
    'ends with that where it is a pool, but not before its results': async () => {
      await using m = await start();
      const results = await resultsOf(m);
      equal(await results.next(), { done: false, value: 1 });
      for (const n of SOME) equal(await forgetPool(m, n), n * n);
      const workers = (): number => descendantsOf(m.pid).length;
      for (const deadline = performance.now() + PATIENCE; workers() > SOME.length; await sleep(50)) {
        collectGarbage();
        ok(performance.now() < deadline, 'no pool has ended');
      }
      const seen: unknown[] = [];
      for await (const value of results) seen.push(value);
      equal(seen, [4]);
    },
    'is given up by a client that a socket connects too, when it has forgotten it or has gone': async () => {
      await using m = await start();
      const there = await connect(m);
      const box = await there.list<ShopProxy>();
      await box.push(await there.create<ShopProxy>('Tracked', 'boxed'));
      await forget(there, 'forgotten there');
      await isGivenUp(m, 'forgotten there');
      equal(await (await box.get(0)).sell('boxed'), 1);
      const other = await connect(m);
      const kept: ShopProxy[] = [];
      for (const n of SOME) kept.push(await other.create<ShopProxy>('Tracked', `left ${n}`));
      await other.shutdown();
      await isGivenUp(m, 'left');
      await rejects(EOFError, (kept[0] as ShopProxy).sell('left 1'));
      equal(await box.length(), 1);
      await there.shutdown();
    },
  },
};
