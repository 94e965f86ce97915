import type { SetProxy } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, rejects, throws } from '../check.ts';
import { managerTasks as tasks } from './manager.tasks.ts';
import { inChild, manager } from './shared.ts';

const sorted = (values: Iterable<number>): number[] => [...values].toSorted((a, b) => a - b);

export const setsAndArrays: CaseGroup = {
  title: 'sets and arrays',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'MGP-26 a set has the operations of Python’s, and takes each member once': async () => {
      const set: SetProxy<number> = await (await manager()).set([1, 2, 2, 3]);
      await set.add(4);
      set.addSync(4);
      equal([await set.size(), await set.has(4), set.hasSync(9)], [4, true, false]);
      equal([await set.delete(4), await set.delete(4)], [true, false]);
      await rejects(RangeError, set.remove(4));
      set.removeSync(3);
      equal([await set.values(), await set.copy()], [[1, 2], new Set([1, 2])] as never);
      equal(await set.union([2, 3], new Set([7])), new Set([1, 2, 3, 7]));
      equal(await set.intersection([2, 3]), new Set([2]));
      equal(await set.difference([2], [1, 5]), new Set<number>());
      equal(set.symmetricDifferenceSync([2, 3]), new Set([1, 3]));
      equal(
        [await set.isSubsetOf([1, 2, 3]), await set.isSupersetOf([1]), await set.isDisjointFrom([2])],
        [true, true, false],
      );
      equal(
        [await set.isSubsetOf([1]), set.isSupersetOfSync([3]), set.isDisjointFromSync([3])],
        [false, false, true],
      );
      await set.update([5, 6], [7]);
      equal(sorted(set), [1, 2, 5, 6, 7]);
      await set.intersectionUpdate([1, 5, 6]);
      await set.differenceUpdate([6]);
      set.symmetricDifferenceUpdateSync([5, 8]);
      equal(sorted(await set.values()), [1, 8]);
      equal(sorted([await set.pop(), set.popSync()]), [1, 8]);
      await rejects(RangeError, set.pop());
      await set.add(1);
      await set.clear();
      equal(set.sizeSync(), 0);
    },
    'MGP-26 a set takes another set of its manager, and nothing that each process has a copy of':
      async () => {
        const m = await manager();
        const [one, other] = [await m.set(['a', 'b']), await m.set(['b', 'c'])];
        equal(await one.union(other), new Set(['a', 'b', 'c']));
        equal(await one.isDisjointFrom(other), false);
        const iterator = one[Symbol.asyncIterator]();
        await one.add('c');
        const seen: string[] = [];
        for await (const value of { [Symbol.asyncIterator]: () => iterator }) seen.push(value);
        equal(seen, ['a', 'b', 'c']);
        await rejects(TypeError, (one as SetProxy<unknown>).add({}));
        await rejects(TypeError, m.set([[]]));
        throws(TypeError, () => one.unionSync(3 as never));
        equal(await one.size(), 3);
        await inChild(tasks.usesSet, [one]);
        equal(await one.values(), ['from a child']);
      },
    'an array has the types of shared memory, and is seen from a child': async () => {
      const m = await manager();
      const array = await m.Array('i32', 3);
      equal([await array.length(), await array.slice()], [3, [0, 0, 0]]);
      await array.set(-1, 7);
      array.setSync(0, 2 ** 31);
      equal([await array.get(2), array.getSync(0), [...array]], [7, -(2 ** 31), [-(2 ** 31), 0, 7]]);
      await rejects(RangeError, array.get(3));
      throws(RangeError, () => array.setSync(-4, 1));
      await rejects(TypeError, array.set(0, 1.5));
      await rejects(TypeError, array.set(0, '1' as never));
      await inChild(tasks.usesArray, [array]);
      equal(await array.slice(1), [5, 7]);
      const [flags, big, floats] = [
        await m.Array('bool', [true, false]),
        await m.Array('i64', [1n]),
        await m.Array('f32', new Set([0.1])),
      ];
      equal([[...flags], [...big], [...floats]], [[true, false], [1n], [Math.fround(0.1)]] as never);
      await rejects(TypeError, m.Array('text' as never, 1));
      await rejects(RangeError, m.Array('u8', -1));
      await rejects(TypeError, m.Array('u8', ['a' as never]));
    },
  },
};
