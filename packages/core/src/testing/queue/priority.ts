import { Empty } from '../../errors.ts';
import { PriorityQueue, type Key, type Prioritized } from '../../queue/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** What comes out when `items` are put in that order. */
function sorted<T extends Prioritized>(items: readonly T[]): T[] {
  const queue = new PriorityQueue<T>();
  for (const item of items) queue.putNowait(item);
  return items.map(() => queue.getNowait());
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const [next, all] = [random(seed), [...items]];
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1));
    [all[index], all[other]] = [all[other]!, all[index]!];
  }
  return all;
}

/** Lists that are in order already, whatever order they are put in. */
const ordered: Readonly<Record<string, readonly Prioritized[]>> = {
  numbers: [
    -Infinity,
    -(2 ** 1000),
    -1e9,
    -2,
    -1.5,
    -1,
    -(2 ** -1074),
    0,
    2 ** -1074,
    0.5,
    1,
    1e9,
    2 ** 53,
    Infinity,
  ],
  bigints: [
    -(2n ** 200n),
    -(2n ** 64n) - 1n,
    -(2n ** 64n),
    -(2n ** 32n),
    -1n,
    0n,
    1n,
    2n ** 31n,
    2n ** 32n,
    2n ** 64n,
  ],
  'strings by code point': [
    '',
    '\0',
    'A',
    'Z',
    'a',
    'aa',
    'ab',
    'b',
    'é',
    '漢',
    '\uD800',
    '\uFFFF',
    '😀',
    '😀a',
    '😁',
  ],
  'arrays by their elements': [[0, 9], [1], [1, 0], [1, 1], [1, 1, 'x'], [1, 1, 'y'], [1, 2], [2, -5]],
  'arrays of several types': [
    ['a', 1n, [1, 2]],
    ['a', 1n, [1, 3]],
    ['a', 2n, [0]],
    ['b', -1n],
    ['b', 5n, 'x'],
  ],
  'arrays with truth values, which are numbers as in Python': [
    [1, false],
    [1, 0.5],
    [1, true],
    [1, 2],
  ],
};

function cases(): CaseGroup['cases'] {
  const all: Record<string, () => void> = {};
  for (const [name, items] of Object.entries(ordered)) {
    all[`sorts ${name}`] = () => {
      for (let seed = 1; seed < 20; seed += 1)
        equal(sorted(shuffled(items, seed)), [...items], `seed ${seed}`);
    };
  }
  return all;
}

export const priority: CaseGroup = {
  title: 'a priority',
  where: 'everywhere',
  variant: 'PriorityQueue',
  cases: {
    ...cases(),
    'may be the field of an object': () => {
      const items = [3, 1, 2].map((number) => ({ priority: number, text: `${number}` }));
      equal(
        sorted(items).map(({ text }) => text),
        ['1', '2', '3'],
      );
      equal(sorted([{ priority: 'b' }, { priority: 'a' }]), [{ priority: 'a' }, { priority: 'b' }]);
    },
    'that is equal to another is served by arrival, also when 0 meets -0': () => {
      const items = Array.from({ length: 300 }, (_, index) => ({ priority: index % 3, index }));
      equal(
        sorted(items).map(({ index }) => index),
        items.toSorted((a, b) => a.priority - b.priority).map(({ index }) => index),
      );
      const zeros: Key[] = sorted([-0, 0, -0]);
      equal(
        zeros.map((zero) => Object.is(zero, -0)),
        [true, false, true],
      );
    },
    'ties at the first elements that have no order, whatever follows': () => {
      const nothing = { a: 1 };
      for (const pair of [
        [
          [1, nothing, 2],
          [1, nothing, 1],
        ],
        [
          [1, 'text', 2],
          [1, 5, 1],
        ],
        [
          [1, NaN, 2],
          [1, NaN, 1],
        ],
      ] as const) {
        equal(sorted<Prioritized>(pair), [...pair]);
        equal(sorted<Prioritized>(pair.toReversed()), pair.toReversed());
      }
      equal(
        sorted<Prioritized>([
          [1, null, 2],
          [1, null, 1],
        ]),
        [
          [1, null, 1],
          [1, null, 2],
        ],
      );
    },
    'of another kind, NaN or none is refused, and changes nothing': async () => {
      const queue = new PriorityQueue<never>({ name: 'jobs' });
      const put = (item: unknown): void => queue.putNowait(item as never);
      put([2, 'x']);
      for (const wrong of [1n, 'a', ['a'], [1n], { priority: 'a' }])
        includes(throws(RangeError, () => put(wrong)).message, 'number');
      for (const wrong of [NaN, [NaN], { priority: NaN }])
        includes(throws(RangeError, () => put(wrong)).message, 'NaN');
      for (const wrong of [undefined, null, true, {}, [], [[1]], [{}], { priority: {} }, new Date(0)])
        throws(TypeError, () => put(wrong));
      equal([queue.size, queue.unfinishedTasks], [1, 1]);
      put(1);
      equal([queue.getNowait(), queue.getNowait()], [1, [2, 'x']] as never);
      throws(Empty, () => queue.getNowait());
      // An empty queue may be of any kind again.
      put('b');
      put('a');
      equal([queue.getNowait(), queue.getNowait()], ['a', 'b'] as never);
    },
    'may be very long': () => {
      const [long, longer] = ['x'.repeat(100_000), 'x'.repeat(100_001)];
      equal(sorted([longer, long]), [long, longer]);
      const [big, bigger] = [2n ** 300_000n, 2n ** 300_000n + 1n];
      equal(sorted([bigger, big]), [big, bigger]);
      const many = Array.from({ length: 2000 }, (_, index) => (index * 7919) % 2000);
      equal(
        sorted(many),
        many.toSorted((a, b) => a - b),
      );
    },
  },
};
