import { describe, expect, test } from 'vitest';
import {
  linearize,
  lockModel,
  queueModel,
  semaphoreModel,
  showCounterexample,
  valueModel,
  type Call,
  type Model,
} from '../../src/explore/history/index.ts';
import { seededRandom } from '../../src/explore/seeded.ts';

/** `a 0-3 put 1 = true` and so on: agent, from and to, name, arguments, result. */
function history(...lines: readonly string[]): Call[] {
  return lines.map((line) => {
    const [left = '', right] = line.split(' = ');
    const [agent = '', span = '', name = '', ...args] = left.split(' ');
    const [called, returned] = span.split('-');
    return {
      agent,
      name,
      args: args.map((arg) => JSON.parse(arg) as unknown),
      called: Number(called),
      returned: returned === '' ? Infinity : Number(returned),
      result: right === undefined ? undefined : (JSON.parse(right) as unknown),
    };
  });
}

describe('a history is linearizable', () => {
  test.each<[string, Model<never>, string[], boolean]>([
    ['in turn', queueModel('fifo') as never, ['a 0-1 put 1 = true', 'b 2-3 get = [1]'], true],
    [
      'a get that overlaps its put',
      queueModel('fifo') as never,
      ['a 0-9 put 1 = true', 'b 2-3 get = [1]'],
      true,
    ],
    ['a get before its put', queueModel('fifo') as never, ['b 0-1 get = [1]', 'a 2-3 put 1 = true'], false],
    [
      'puts in turn, gets in the other order',
      queueModel('fifo') as never,
      ['a 0-1 put 1 = true', 'a 2-3 put 2 = true', 'b 4-5 get = [2]', 'b 6-7 get = [1]'],
      false,
    ],
    [
      'the same of a stack',
      queueModel('lifo') as never,
      ['a 0-1 put 1 = true', 'a 2-3 put 2 = true', 'b 4-5 get = [2]', 'b 6-7 get = [1]'],
      true,
    ],
    [
      'puts at once, gets in any order',
      queueModel('fifo') as never,
      ['a 0-5 put 1 = true', 'c 1-4 put 2 = true', 'b 6-7 get = [2]', 'b 8-9 get = [1]'],
      true,
    ],
    [
      'an item twice',
      queueModel('fifo') as never,
      ['a 0-1 put 1 = true', 'b 2-5 get = [1]', 'c 3-4 get = [1]'],
      false,
    ],
    [
      'empty though it cannot have been',
      queueModel('fifo') as never,
      ['a 0-1 put 1 = true', 'b 2-3 get = null', 'c 4-5 get = [1]'],
      false,
    ],
    [
      'the least first',
      queueModel('priority') as never,
      ['a 0-1 put [2,1] = true', 'a 2-3 put [1,9] = true', 'b 4-5 get = [[1,9]]'].slice(0, 2),
      true,
    ],
    ['full', queueModel('fifo', 1) as never, ['a 0-1 put 1 = true', 'a 2-3 put 2 = true'], false],
    [
      'put that never returned, and was got',
      queueModel('fifo') as never,
      ['a 0- put 1', 'b 2-3 get = [1]'],
      true,
    ],
    ['two holders', lockModel as never, ['a 0-1 acquire = true', 'b 2-3 acquire = true'], false],
    [
      'a hand-over',
      lockModel as never,
      ['a 0-1 acquire = true', 'b 2-9 acquire = true', 'a 4-5 release'],
      true,
    ],
    ['an attempt that fails on a free lock', lockModel as never, ['a 0-1 tryAcquire = false'], false],
    ['a wait in vain', lockModel as never, ['a 0-1 acquire = false'], true],
    [
      'too many inside',
      semaphoreModel(1) as never,
      ['a 0-1 acquire = true', 'b 2-3 tryAcquire = true'],
      false,
    ],
    ['a lost update', valueModel as never, ['a 0-5 add 1 = 0', 'b 1-4 add 1 = 0'], false],
    ['a stale read', valueModel as never, ['a 0-1 set 1', 'b 2-3 get = 0'], false],
    ['a read at once', valueModel as never, ['a 0-3 set 1', 'b 2-4 get = 0'], true],
  ])('%s', (_, model, lines, expected) => {
    expect(linearize(history(...lines), model).linearizable).toBe(expected);
  });
});

test('what does not explain is told with the shortest beginning that shows it', () => {
  const found = linearize(
    history(
      'a 0-1 put 1 = true',
      'a 2-3 put 2 = true',
      'b 4-5 get = [2]',
      'a 6-7 put 3 = true',
      'b 8-9 get = [1]',
      'b 10-11 get = [3]',
    ),
    queueModel('fifo'),
  );
  if (found.linearizable) throw new Error('it is linearizable');
  expect(found.history).toHaveLength(3);
  expect(showCounterexample(found)).toMatchInlineSnapshot(`
    "a         b
    ┌ put(1)
    └ → true
    ┌ put(2)
    └ → true
              ┌ get()
              └ → [2]

    In some order: a: put(1) → true; a: put(2) → true.
    No order explains what comes next: b: get() → [2]."
  `);
});

test('random histories of a real order are linearizable, and a swapped result is found', () => {
  const random = seededRandom(11);
  let caught = 0;
  for (let round = 0; round < 200; round += 1) {
    const calls: Call[] = [];
    const items: number[] = [];
    // Each operation takes effect at its own moment, with its call and return at random around it.
    for (let moment = 0; moment < 12; moment += 1) {
      const puts = random() < 0.5;
      const at = moment * 10;
      const result = puts ? true : items.length === 0 ? null : [items.shift()];
      if (puts) items.push(moment);
      calls.push({
        agent: `t${moment}`,
        name: puts ? 'put' : 'get',
        args: puts ? [moment] : [],
        called: at - random() * 25,
        returned: at + random() * 25,
        result,
      });
    }
    expect(linearize(calls, queueModel('fifo')).linearizable).toBe(true);
    const got = calls.filter(({ name, result }) => name === 'get' && result !== null);
    const [first, last] = [got[0], got.at(-1)];
    if (first === undefined || last === undefined || first === last) continue;
    const swapped = calls.map((call) =>
      call === first
        ? { ...call, result: last.result }
        : call === last
          ? { ...call, result: first.result }
          : call,
    );
    if (!linearize(swapped, queueModel('fifo')).linearizable) caught += 1;
  }
  expect(caught).toBeGreaterThan(50);
});
