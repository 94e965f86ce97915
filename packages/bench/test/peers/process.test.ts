/** What is asked of processes, asked of this one. */
import { UnsupportedError } from '@interleave/core/errors';
import { expect, test } from 'vitest';
import { AbsentError } from '../../src/engines/timing/subject.ts';
import { available } from '../../src/peers/work/ours/available.ts';
import { type Connection, echoes, halved } from '../../src/peers/work/process/echoes.ts';
import { oneByOne } from '../../src/peers/work/process/one-by-one.ts';

/** Answers in a later turn; counts what it was sent. */
function answering(answer: (byte: number) => number): Connection & { readonly sent: number[] } {
  let listener = (_: number): void => undefined;
  const sent: number[] = [];
  return {
    sent,
    send: (byte) => {
      sent.push(byte);
      setImmediate(() => listener(answer(byte)));
    },
    onByte: (next) => (listener = next),
  };
}

test('a byte goes when the one before it has come back, and none is asked for twice', async () => {
  const connection = answering((byte) => byte);
  const subject = echoes(connection);
  await subject.run(300);
  await subject.run(2);
  subject.check();
  expect(connection.sent).toEqual(Array.from({ length: 302 }, (_, index) => index & 255));
});

test('another answer than what was sent is noticed', async () => {
  const subject = echoes(answering((byte) => (byte === 3 ? 4 : byte)));
  await subject.run(5);
  expect(() => subject.check()).toThrow('1 of 5 answers were wrong');
});

test.each([
  [4, 2, 4],
  [5, 3, 5],
  [1, 1, 1],
])('%i wake-ups are %i round trips', async (times, trips, parts) => {
  const asked: number[] = [];
  const subject = halved({ run: (count) => (asked.push(count), count * 2), check: () => undefined });
  expect(await subject.run(times)).toBeCloseTo(parts);
  expect(asked).toEqual([trips]);
});

test('of each process a part is timed, and each has to be right', async () => {
  let count = 0;
  const subject = oneByOne('ended otherwise', () => Promise.resolve({ took: 5, right: (count += 1) !== 2 }));
  expect(await subject.run(1)).toBe(5);
  subject.check();
  expect(await subject.run(2)).toBe(10);
  expect(() => subject.check()).toThrow('Of 3 processes 1 ended otherwise');
});

test('what this system does not have is absent, and all else is an error', async () => {
  const absent = available(() => {
    throw new UnsupportedError('it needs Node 26');
  });
  await expect(absent).rejects.toThrow(AbsentError);
  await expect(absent).rejects.toThrow('it needs Node 26');
  await expect(available(() => Promise.reject(new TypeError('broken')))).rejects.toThrow(TypeError);
});
