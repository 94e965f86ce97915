import { Exit } from '../../errors.ts';
import { connectManager, type Address } from '../../multiprocessing/index.ts';
import type {
  ArrayProxy,
  Barrier,
  BoundedSemaphore,
  Condition,
  DictProxy,
  Event,
  ListProxy,
  Lock,
  NamespaceProxy,
  PoolProxy,
  Queue,
  RLock,
  SetProxy,
  ValueProxy,
} from '../../multiprocessing/index.ts';
import { defineErrors, defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import { executorTasks } from '../executor/executor.tasks.ts';
import { collectGarbage, processNumbers } from '../runtime.ts';

/** An error of a user's class, thrown in a manager. */
export class OutOfStock extends Error {
  readonly item: string;
  constructor(item: string) {
    super(`no ${item} is left`);
    this.item = item;
  }
}
defineErrors({ OutOfStock });

class Shop {
  #sold = 0;
  readonly names: string[];

  constructor(...names: string[]) {
    this.names = names;
  }

  sell(name: string): number {
    if (!this.names.includes(name)) throw new OutOfStock(name);
    this.#sold += 1;
    return this.#sold;
  }

  async count(): Promise<number> {
    await sleep(1);
    return this.#sold;
  }

  async forever(): Promise<void> {
    await new Promise(() => {});
  }

  where(): number {
    return processNumbers().pid;
  }

  refusesToTravel(): () => void {
    return () => {};
  }

  _secret(): string {
    return 'told';
  }
}

/** What a manager has made for `tracked`. */
const made = new Map<string, WeakRef<Shop>>();

/** One for all clients of a manager. */
const board = new Map<string, unknown>();

class Board {
  put(name: string, it: unknown): void {
    board.set(name, it);
  }

  get(name: string): unknown {
    return board.get(name);
  }
}

interface BoardProxy {
  get(name: string): Promise<unknown>;
}

async function holdEach(name: string, from: BoardProxy, said: Queue<string>): Promise<void> {
  const find = async <T>(kind: string): Promise<T> => (await from.get(`${name} ${kind}`)) as T;
  const [lock, rlock] = [await find<Lock>('lock'), await find<RLock>('rlock')];
  const condition = await find<Condition>('condition');
  await lock.acquire();
  rlock.acquireSync();
  rlock.acquireSync();
  const waits = [
    condition.run(() => condition.wait()),
    (await find<Queue<string>>('queue')).get(),
    (await find<Barrier>('barrier')).wait(),
  ];
  while (!(await condition.run(() => true))) await sleep(1);
  said.putNowait('up');
  await Promise.all(waits);
}

const bodies = {
  board: (): Board => new Board(),

  tracked(name: string): Shop {
    const shop = new Shop(name);
    made.set(name, new WeakRef(shop));
    return shop;
  },

  /** Which of those are no more. */
  collected(): { readonly names: readonly string[] } {
    collectGarbage();
    return {
      names: [...made].filter(([, it]) => it.deref() === undefined).map(([name]) => name),
    };
  },

  async sharesBoard(address: Address, key: string, name: string): Promise<void> {
    await using client = await connectManager({ address, authkey: key });
    const from = await client.create<BoardProxy>('Board');
    const find = async <T>(what: string): Promise<T> => (await from.get(what)) as T;
    const [go, lock] = [await find<Event>('go'), await find<Lock>('lock')];
    (await find<Queue<string>>('results')).putSync(`${name} blocks`);
    equal(go.waitSync(), true);
    const sum = await find<ValueProxy<number>>('sum');
    for (let time = 0; time < 5; time += 1) lock.runSync(() => sum.setSync(sum.getSync() + 1));
    for (let time = 0; time < 5; time += 1) await lock.run(async () => sum.set((await sum.get()) + 1));
  },

  async holdsAll(name: string, from: BoardProxy, said: Queue<string>): Promise<void> {
    await holdEach(name, from, said);
  },

  async holdsAllFar(address: Address, key: string, said: Queue<string>): Promise<void> {
    const client = await connectManager({ address, authkey: key });
    await holdEach('far', await client.create<BoardProxy>('Board'), said);
  },

  shop: (...names: string[]): Shop => new Shop(...names),

  *numbers(count: number): Generator<number> {
    for (let number = 0; number < count; number += 1) yield number * number;
  },

  fails(): void {
    throw new RangeError('it cannot be made', { cause: 'and why' });
  },

  plain: (): object => ({ a: [1, 2] }),

  async usesDict(dict: DictProxy<unknown>, name: string): Promise<void> {
    equal(await dict.get('before'), 'value');
    equal(dict.hasSync(name), false);
    dict.setSync(name, { by: name });
    await dict.set('last', name);
    // Others write at the same time.
    const own: [string, unknown][] = [[name, { by: name }]];
    for (const entries of [[...dict], await dict.entries()])
      equal(
        entries.filter(([key]) => key === name),
        own,
      );
  },

  async mapMethods(dict: DictProxy<number>): Promise<void> {
    equal([dict.getSync('a'), await dict.get('b'), await dict.get('none')], [1, 2, undefined]);
    equal(
      [await dict.keys(), await dict.values(), dict.entriesSync()],
      [
        ['a', 'b'],
        [1, 2],
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    );
    equal(dict.copySync(), new Map(dict.entriesSync()));
    for (const [key, value] of new Map([...dict.copySync(), ['c', 3]])) dict.setSync(key, value);
    equal(
      [await dict.size(), dict.hasSync('c'), dict.deleteSync('c'), await dict.delete('c')],
      [3, true, true, false],
    );
    await dict.clear();
    equal(dict.sizeSync(), 0);
    await dict.set('from', 4);
  },

  async changesAll(list: ListProxy<number>, space: NamespaceProxy, value: ValueProxy<number>): Promise<void> {
    equal([await list.slice(), await space.get('x'), await value.get()], [[1, 2], 'here', 7]);
    await list.push(3);
    space.setSync('y', { z: [1] });
    equal([space.hasSync('x'), await space.delete('x'), await space.has('x')], [true, true, false]);
    value.setSync(8);
  },

  async usesSet(set: SetProxy<string>): Promise<void> {
    equal([set.hasSync('a'), await set.size()], [true, 3]);
    for (const value of set) set.removeSync(value);
    await set.add('from a child');
  },

  async usesArray(array: ArrayProxy<number>): Promise<void> {
    equal([array.getSync(2), await array.length()], [7, 3]);
    await array.set(1, 5);
  },

  async usesPool(pool: PoolProxy): Promise<void> {
    equal([await pool.apply(executorTasks.square, [4]), pool.applySync(executorTasks.square, [5])], [16, 25]);
  },

  takesLock(lock: Lock): void {
    equal(lock.locked, false);
    ok(lock.tryAcquire(), 'it is taken');
    equal(lock.locked, true);
  },

  usesRLock(lock: RLock): void {
    lock.acquireSync();
    lock.acquireSync();
    equal([lock.locked, lock.depth], [true, 2]);
    lock.release();
    lock.release();
    equal(lock.locked, false);
  },

  usesBounded(semaphore: BoundedSemaphore): void {
    semaphore.acquireSync();
    equal(semaphore.value, 1);
    semaphore.release();
    throws(RangeError, () => semaphore.release());
  },

  async drains(queue: Queue<number>): Promise<void> {
    equal([queue.size, queue.full, queue.empty], [2, true, false]);
    equal([await queue.get(), queue.getSync()], [1, 2]);
    equal(queue.empty, true);
    await queue.put(3);
  },

  async addsMany(dict: DictProxy<number>, who: number, count: number): Promise<void> {
    for (let time = 0; time < count; time += 1) await dict.set(`${who} ${time}`, time);
  },

  /** Without a pause, until somebody else has had a turn. */
  hogs(dict: DictProxy<unknown>, begun: Event, enough: Event): void {
    for (let call = 0; !enough.isSet; call += 1) {
      equal(dict.getSync('a'), 1);
      if (call === 100) begun.set();
    }
  },

  async connects(address: Address, key: string): Promise<void> {
    await using manager = await connectManager({ address, authkey: key });
    const dict = await manager.dict([['a', 1]]);
    if ((await dict.get('a')) !== 1) throw new Exit(3);
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const managerTasks: typeof tasks = tasks;
