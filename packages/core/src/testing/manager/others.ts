import { Empty, NotOwnedError, SerializationError, StateError, type RemoteInfo } from '../../errors.ts';
import { Manager } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { processNumbers } from '../runtime.ts';
import { managerTasks as tasks, OutOfStock } from './manager.tasks.ts';
import { inChild, manager } from './shared.ts';

/** A proxy of the tasks' class, as TypeScript sees it. */
interface ShopProxy {
  sell(name: string): Promise<number>;
  sellSync(name: string): number;
  count(): Promise<number>;
  forever(): Promise<void>;
  where(): Promise<number>;
  refusesToTravel(): Promise<unknown>;
  _secret?(): Promise<string>;
  callMethod(name: string, args?: unknown[]): Promise<unknown>;
}

export const others: CaseGroup = {
  title: 'values, primitives, and classes of the user',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'MGP-23 MGP-25 a Value and a Namespace are seen from a child': async () => {
      const m = await manager();
      const [list, space, value] = [await m.list([1, 2]), await m.Namespace({ x: 'here' }), await m.Value(7)];
      await inChild(tasks.changesAll, [list, space, value]);
      equal([await list.slice(), await value.get(), value.getSync()], [[1, 2, 3], 8, 8]);
      equal(
        [await space.get('x'), space.getSync('y'), await space.delete('x')],
        [undefined, { z: [1] }, false],
      );
    },
    'MGP-12 a lock that a child has taken is the parent’s to release, once': async () => {
      const lock = await (await manager()).Lock();
      await inChild(tasks.takesLock, [lock]);
      equal(lock.locked, true);
      lock.release();
      throws(NotOwnedError, () => lock.release());
      equal([lock.tryAcquire(), lock.locked], [true, true]);
      lock.release();
    },
    'MGP-13 an RLock is taken again and given back in a child': async () => {
      const lock = await (await manager()).RLock();
      await inChild(tasks.usesRLock, [lock]);
      equal(lock.locked, false);
    },
    'MGP-15 a bounded semaphore has its bound in a child': async () => {
      const m = await manager();
      const semaphore = await m.BoundedSemaphore(2);
      await inChild(tasks.usesBounded, [semaphore]);
      equal([semaphore.value, (await m.Semaphore(3)).value], [2, 3]);
    },
    'MGP-19 a queue of two is full, and is drained by a child in its order': async () => {
      const queue = await (await manager()).Queue<number>({ maxsize: 2 });
      for (const item of [1, 2]) await queue.put(item);
      await inChild(tasks.drains, [queue]);
      equal([await queue.get(), queue.maxsize], [3, 2]);
    },
    'the other primitives are those of multiprocessing': async () => {
      const m = await manager();
      const [event, condition, barrier, joinable] = [
        await m.Event(),
        await m.Condition(),
        await m.Barrier(2),
        await m.JoinableQueue<number>(),
      ];
      equal([event.scope, condition.scope, barrier.parties, joinable.scope], [
        'process',
        'process',
        2,
        'process',
      ] as never);
    },
    'MGR-01 a registered class shows its public methods, or those that are named': async () => {
      const m = await Manager();
      m.register('Shop', tasks.shop);
      m.register('Open', tasks.shop, { exposed: ['_secret', 'where'] });
      m.register('numbers', tasks.numbers);
      m.register('plain', tasks.plain);
      const shop = await m.create<ShopProxy>('Shop', 'tea', 'milk');
      equal([await shop.sell('tea'), shop.sellSync('milk'), await shop.count()], [1, 2, 2]);
      equal([await shop.where(), shop._secret], [m.pid, undefined]);
      const error = await rejects(TypeError, shop.callMethod('_secret'));
      includes(error.message, '_secret', 'sell, count');
      await rejects(TypeError, shop.callMethod('constructor'));
      await rejects(TypeError, shop.callMethod('toString'));
      const open = await (m as unknown as { Open(...names: string[]): Promise<ShopProxy> }).Open('tea');
      equal([await open._secret?.(), await open.where()], ['told', m.pid]);
      equal(open.sell, undefined as never);
      await rejects(TypeError, open.callMethod('sell', ['tea']));
      const seen: number[] = [];
      for await (const number of await m.create<AsyncIterable<number>>('numbers', 4)) seen.push(number);
      equal(seen, [0, 1, 4, 9]);
      equal(await m.create('plain'), { a: [1, 2] });
      throws(RangeError, () => m.register('Shop', tasks.shop));
      throws(RangeError, () => m.register('dict', tasks.shop));
      throws(SerializationError, () => m.register('closure', (() => 1) as never));
      await rejects(StateError, m.create('iterator'));
      await rejects(StateError, m.create('nothing'));
      await m.shutdown();
    },
    'what a method takes its time for keeps nobody waiting': async () => {
      const m = await Manager();
      m.register('Shop', tasks.shop);
      const shop = await m.create<ShopProxy>('Shop', 'tea');
      const never = shop.forever();
      equal([await shop.sell('tea'), shop.sellSync('tea')], [1, 2]);
      const ended = rejects(Error, never);
      await m.shutdown();
      includes((await ended).message, 'Cannot reach the manager');
    },
    'MGP-30 MGR-06 MGR-07 an error arrives as itself, with the stack of the manager’s process': async () => {
      const m = await manager();
      const list = await m.list();
      const error = await rejects(RangeError, list.get(0));
      includes((error as RemoteInfo).remoteStack ?? '', 'RangeError', 'list of 0');
      equal(throws(RangeError, () => list.popSync()).message, 'Cannot pop item -1 of a list of 0');
      (await manager()).register('Sold', tasks.shop);
      m.register('Fails', tasks.fails);
      const shop = await m.create<ShopProxy>('Sold', 'tea');
      const out = await rejects(OutOfStock, shop.sell('milk'));
      equal([out.item, out.message], ['milk', 'no milk is left']);
      const cause = await rejects(RangeError, m.create('Fails'));
      equal([cause.message, cause.cause], ['it cannot be made', 'and why']);
      await rejects(SerializationError, shop.refusesToTravel());
      await rejects(SerializationError, list.push((() => 1) as never));
      const queue = await m.Queue();
      throws(Empty, () => queue.getNowait());
      ok((await shop.sell('tea')) === 1, 'it does not go on');
      ok((await shop.where()) !== processNumbers().pid, 'it is this process');
    },
  },
};
