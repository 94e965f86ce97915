import { expect, test } from 'vitest';
import { clockStep } from '../../src/engines/timing/clock.ts';
import { USUAL } from '../../src/engines/timing/order.ts';
import { calibrate, readGauge, sample, sampleRested } from '../../src/engines/timing/sampler.ts';
import { CorruptError, type Subject } from '../../src/engines/timing/subject.ts';
import { Consumer, itemsOf, type Kind } from '../../src/peers/work/items.ts';

/** Takes so many nanoseconds an operation, faster once it is warm. */
function costing(nanoseconds: number, cold = 1): Subject & { readonly runs: number[] } {
  const runs: number[] = [];
  return {
    runs,
    run(times) {
      runs.push(times);
      return (times * nanoseconds * (runs.length < 12 ? cold : 1)) / 1e6;
    },
    check: () => undefined,
  };
}

test('a sample is made long enough for a millisecond and for a hundred steps of the clock', async () => {
  expect(await calibrate(costing(100), 0.0001, USUAL)).toBe(2 ** 14);
  expect(await calibrate(costing(100), 0.1, USUAL)).toBe(2 ** 17);
  expect(await calibrate(costing(5e6), 0.0001, USUAL)).toBe(1);
});

test('code that gets faster while it is calibrated is calibrated warm', async () => {
  expect(await calibrate(costing(100, 50), 0.0001, USUAL)).toBe(2 ** 14);
});

test('what takes no time at all is an error, not an endless search', async () => {
  await expect(calibrate(costing(0), 0.0001, USUAL)).rejects.toThrow('Cannot calibrate');
});

test('it warms up before it counts, and keeps all samples', async () => {
  const subject = costing(100, 3);
  const samples = await sample(subject, { ...USUAL, times: 2 ** 14 });
  expect(samples).toHaveLength(64);
  for (const value of samples) expect(value).toBeCloseTo(100, 9);
  expect(subject.runs.length - 64).toBeGreaterThanOrEqual(16);
});

test('what has to be made again is measured one by one, each after a rest', async () => {
  const subject = costing(100, 3);
  const rests: number[] = [];
  const began = performance.now();
  const samples = await sampleRested(
    { ...subject, run: (times) => (rests.push(performance.now() - began), subject.run(times)) },
    { restMs: 2, samples: 8, warmUps: 6 },
  );
  expect(samples).toHaveLength(8);
  expect(new Set(subject.runs)).toEqual(new Set([1]));
  expect(subject.runs.length).toBeGreaterThan(8);
  for (const [at, when] of rests.entries()) expect(when).toBeGreaterThan((at + 1) * 1.5);
});

test('no sample has fewer operations than the work needs, and as many runs do not count as it says', async () => {
  const subject = costing(1e6);
  expect(await calibrate(subject, 0.0001, { least: 4000, warmUps: 2 })).toBe(4000);
  expect(new Set(subject.runs)).toEqual(new Set([4000]));
  const before = subject.runs.length;
  await sample(subject, { times: 4000, samples: 5, warmUps: 3 });
  expect(subject.runs.length - before).toBe(3 + 5);
});

test('a gauge is read once, and what is wrong with it ends it', async () => {
  const asked: number[] = [];
  const gauge = { gauge: (times: number) => Promise.resolve([asked.push(times), 7]), check: () => undefined };
  expect(await readGauge(gauge, 100_000)).toEqual([1, 7]);
  expect(asked).toEqual([100_000]);
  const check = (): void => {
    throw new CorruptError('9 never came');
  };
  await expect(readGauge({ ...gauge, check }, 1)).rejects.toThrow('9 never came');
});

test('wrong results end it', async () => {
  const wrong: Subject = {
    run: () => 20,
    check: () => {
      throw new CorruptError('3 lost');
    },
  };
  await expect(sample(wrong, { ...USUAL, times: 1 })).rejects.toThrow('3 lost');
});

test('the step of a coarse clock is found', () => {
  let now = 0;
  expect(clockStep(() => Math.floor((now += 0.3) / 5) * 5)).toBe(5);
});

test.each<Kind>(['number', 'string', 'object', 'bytes'])(
  'items of kind %s are told from one another',
  (kind) => {
    const items = itemsOf(kind);
    const right = new Consumer(items);
    const wrong = new Consumer(items);
    for (let index = 0; index < 300; index += 1) right.take(structuredClone(items.make(index)));
    right.check();
    wrong.take(structuredClone(items.make(1)));
    wrong.take(undefined);
    expect(() => wrong.check()).toThrow('2 of 2 items arrived wrong, at first item 0');
  },
);
