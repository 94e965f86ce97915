import { zip } from '../../futures/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, throws } from '../check.ts';

export const zipping: CaseGroup = {
  title: 'zip',
  where: 'main',
  variant: 'own',
  cases: {
    'pairs the items of several iterables, up to the shortest': () => {
      const pairs = [...zip([1, 2, 3], 'ab', new Set([true, false]))];
      equal(pairs, [
        [1, 'a', true],
        [2, 'b', false],
      ]);
      equal([[...zip([1], [])], [...zip()], [...zip([1, 2])]], [[], [], [[1], [2]]]);
    },
    'takes no more than it gives, and closes what it leaves': () => {
      const closed: string[] = [];
      function* endless(name: string): Generator<string> {
        try {
          for (;;) yield name;
        } finally {
          closed.push(name);
        }
      }
      equal([...zip(endless('a'), [1, 2], endless('b'))].length, 2);
      equal(closed.sort(), ['a', 'b']);
      for (const [name] of zip(endless('c'))) {
        ok(name === 'c', name);
        break;
      }
      equal(closed, ['a', 'b', 'c']);
    },
    'passes on what an iterable throws, and closes the others': () => {
      let closed = false;
      const other = {
        [Symbol.iterator]: (): Iterator<number> => ({
          next: () => ({ done: false, value: 1 }),
          return: () => {
            closed = true;
            return { done: true, value: undefined };
          },
        }),
      };
      function* failing(): Generator<number> {
        yield* [];
        throw new RangeError('x');
      }
      throws(RangeError, () => [...zip(other, failing())]);
      ok(closed, 'the other is open');
      throws(TypeError, () => zip([1], 5 as never));
    },
  },
};
