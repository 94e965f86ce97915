import type { DictProxy, ListProxy, Queue, Runtime } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { inChild, manager } from './shared.ts';
import { managerTasks as tasks } from './manager.tasks.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

export const dictsAndLists: CaseGroup = {
  title: 'dicts, lists, and what is in them',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'MGP-01 a list gives slices, grows, and holds proxies as what they refer to': async () => {
      const m = await manager();
      const a = await m.list(Array.from({ length: 10 }, (_, index) => index));
      equal(await a.slice(2, 5), [2, 3, 4]);
      const b = await m.list<number>();
      await b.extend(new Set([1, 2]));
      equal([await b.slice(), await b.get(-1), b.getSync(0)], [[1, 2], 2, 1]);
      for (const value of await b.slice()) await b.push(value);
      const both = [...(await b.slice()), ...a.sliceSync(0, 1)];
      equal([both, Array.isArray(both)], [[1, 2, 1, 2, 0], true]);
      const outer = await m.list([a, b]);
      await a.push(10);
      const inner = await outer.get(0);
      equal(await inner.slice(-2), [9, 10]);
      await inner.push(11);
      equal(await a.get(-1), 11);
      equal(inspect(a), inspect(inner));
      includes(inspect(a), 'ManagerProxy(list #');
    },
    'MGP-02 a list has the methods of an array that change it in one step': async () => {
      const list = await (await manager()).list<unknown>([3, 1, 2]);
      equal([await list.push(5, 4), await list.pop(), list.popSync(0)], [5, 4, 3]);
      await list.sort();
      await list.reverse();
      equal(await list.slice(), [5, 2, 1]);
      await list.insert(1, { a: 1 });
      list.setSync(0, [7]);
      equal([await list.indexOf({ a: 1 }), await list.indexOf('none'), await list.count([7])], [1, -1, 1]);
      await rejects(TypeError, list.sort());
      equal(await list.slice(), [[7], { a: 1 }, 2, 1]);
      await list.clear();
      equal([await list.length(), list.lengthSync()], [0, 0]);
      await list.extend([
        [2, 'b'],
        [10, 'a'],
        [2, 'a'],
      ]);
      await list.sort();
      equal(await list.slice(), [
        [2, 'a'],
        [2, 'b'],
        [10, 'a'],
      ]);
      for (const wrong of [3, -4, 1.5]) await rejects(RangeError, list.get(wrong));
      throws(RangeError, () => list.setSync(3, 1));
      await list.clear();
      throws(RangeError, () => list.popSync());
    },
    'MGP-03 iterating gives what was there at its first step, once': async () => {
      const list = await (await manager()).list([1, 2]);
      const iterator = list[Symbol.asyncIterator]();
      await list.push(3);
      equal(await iterator.next(), { done: false, value: 1 });
      await list.push(4);
      const rest: number[] = [];
      for await (const value of { [Symbol.asyncIterator]: () => iterator }) rest.push(value);
      equal([rest, await iterator.next()], [[2, 3], { done: true, value: undefined } as never]);
      equal([...list], [1, 2, 3, 4]);
    },
    'MGP-05 MGP-06 a dict has the methods of a Map, and gives copies of all it holds': async () => {
      const dict = await (await manager()).dict<unknown>(new Map([['a', 1]]));
      await dict.set(2, 'two');
      equal(
        [await dict.get('a'), dict.getSync(2), await dict.get('2'), await dict.size()],
        [1, 'two', undefined, 2],
      );
      equal(
        [await dict.keys(), dict.valuesSync()],
        [
          ['a', 2],
          [1, 'two'],
        ],
      );
      equal(await dict.entries(), [
        ['a', 1],
        [2, 'two'],
      ]);
      const copy = await dict.copy();
      equal(
        copy,
        new Map<string | number, unknown>([
          ['a', 1],
          [2, 'two'],
        ]),
      );
      equal(
        [await dict.has('a'), await dict.delete('a'), await dict.delete('a'), dict.hasSync('a')],
        [true, true, false, false],
      );
      await dict.clear();
      equal([await dict.size(), copy.size], [0, 2]);
      await rejects(TypeError, dict.set({} as never, 1));
      equal([...dict], []);
    },
    'MGP-08 proxies in proxies are what they refer to, from every side, and lists in them are copies':
      async () => {
        const m = await manager();
        const inner = await m.dict<number>([['n', 1]]);
        const outer = await m.dict<unknown>([
          ['inner', inner],
          ['plain', [1, 2]],
          ['deep', { in: [inner] }],
        ]);
        const list = await m.list<unknown>([outer]);
        const again = (await ((await list.get(0)) as DictProxy<unknown>).get('inner')) as DictProxy<number>;
        await again.set('n', 2);
        const deep = (await outer.get('deep')) as { readonly in: readonly DictProxy<number>[] };
        equal([await inner.get('n'), await deep.in[0]?.get('n')], [2, 2]);
        const plain = (await outer.get('plain')) as number[];
        plain.push(3);
        equal(await outer.get('plain'), [1, 2]);
        await outer.clear();
        await again.set('n', 3);
        equal(inner.getSync('n'), 3);
        await list.push(list);
        equal(await ((await list.get(-1)) as ListProxy<unknown>).length(), 2);
      },
    'MGP-09 a queue in a list or a dict is the same queue when it is fetched': async () => {
      const m = await manager();
      const queue = await m.Queue<string>();
      const [list, dict] = [await m.list([queue]), await m.dict([['queue', queue]])];
      await (await list.get(0)).put('by the list');
      ((await dict.get('queue')) as Queue<string>).putSync('by the dict');
      equal([await queue.get(), queue.getSync()], ['by the list', 'by the dict']);
      ok((await list.get(0)) === queue, 'it is another');
    },
    'MGP-22 a dict does all of this in a child': async () => {
      const dict = await (
        await manager()
      ).dict([
        ['a', 1],
        ['b', 2],
      ]);
      await inChild(tasks.mapMethods, [dict]);
      equal(await dict.entries(), [['from', 4]]);
    },
    'MGP-29 to change what a dict gave changes nothing until it is set': async () => {
      const dict = await (await manager()).dict<number[]>([['list', [1]]]);
      const list = (await dict.get('list')) ?? [];
      list.push(2);
      equal(await dict.get('list'), [1]);
      await dict.set('list', list);
      equal(await dict.get('list'), [1, 2]);
    },
    'children of every runtime and threads use one dict': async (t) => {
      const dict = await (await manager()).dict<unknown>([['before', 'value']]);
      await Promise.all(RUNTIMES.map((runtime) => inChild(tasks.usesDict, [dict, runtime], { runtime })));
      await t.start(tasks.usesDict, dict, 'a thread').join();
      equal((await dict.keys()).sort(), ['a thread', 'before', 'bun', 'deno', 'last', 'node']);
    },
    'many calls at once are answered each, whichever way they wait': async () => {
      const dict = await (await manager()).dict<number>();
      const sets = Array.from({ length: 50 }, (_, index) => dict.set(index, index));
      equal(dict.sizeSync() <= 50, true);
      await Promise.all(sets);
      const gets = Array.from({ length: 50 }, (_, index) => dict.get(index));
      for (let index = 0; index < 50; index += 1) equal(dict.getSync(index), index);
      equal(
        await Promise.all(gets),
        Array.from({ length: 50 }, (_, index) => index),
      );
    },
  },
};
