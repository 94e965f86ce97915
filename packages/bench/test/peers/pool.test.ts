/** The work that is asked of pools, asked of one in this thread. */
import { expect, test } from 'vitest';
import type { Gauge, Subject } from '../../src/engines/timing/subject.ts';
import { copies, moves } from '../../src/peers/work/pool/buffers.ts';
import { blocked } from '../../src/peers/work/pool/blocking.ts';
import type { Pool } from '../../src/peers/work/pool/pool.ts';
import { records } from '../../src/peers/work/pool/records.ts';
import { numbers, streamed } from '../../src/peers/work/pool/streamed.ts';
import { poolSubjects, type PoolWork } from '../../src/peers/work/pool/subjects.ts';
import { tasks, touch } from '../../src/peers/work/pool/tasks.ts';

/** Copies as a message does, a turn later. */
const honest: Pool = {
  async call(task, value) {
    const copy = structuredClone(value) as never;
    await new Promise((resolve) => setImmediate(resolve));
    return task === 'hold' ? value : structuredClone(tasks[task](copy));
  },
  async move(buffer) {
    const moved = structuredClone(buffer, { transfer: [buffer] });
    await new Promise((resolve) => setImmediate(resolve));
    return touch(moved);
  },
};

async function subjectOf(work: PoolWork, pool: Pool): Promise<Subject & Gauge> {
  const made = await poolSubjects(() => pool)[work]();
  return made as Subject & Gauge;
}

test('a stream never has more in flight than lanes, and begins and ends with nothing', async () => {
  let flying = 0;
  let most = 0;
  const subject = streamed(
    10,
    numbers(async (value) => {
      flying += 1;
      most = Math.max(most, flying);
      await new Promise((resolve) => setImmediate(resolve));
      flying -= 1;
      return value;
    }),
  );
  await subject.run(35);
  await subject.run(3);
  subject.check();
  expect([flying, most]).toEqual([0, 10]);
});

test('results of other tasks are noticed, and counted', async () => {
  const subject = streamed(
    2,
    numbers((value) => Promise.resolve(value === 3 ? 2 : value)),
  );
  await subject.run(6);
  expect(() => subject.check()).toThrow('1 of 6 results were wrong, the first: task 3');
});

test('an object is the one of its task and its lane, whole', async () => {
  const sent = records(4, (value) => Promise.resolve(structuredClone(value)));
  const size = JSON.stringify(await sent.send(1, 2)).length;
  expect(size).toBeGreaterThan(850);
  expect(size).toBeLessThan(950);
  const back = (await sent.send(7, 2)) as { note: string };
  expect(sent.right(back, 7, 2)).toBe(true);
  expect(sent.right(back, 8, 2)).toBe(false);
  expect(sent.right(back, 7, 3)).toBe(false);
  expect(sent.right({ ...back, note: `${back.note}.` }, 7, 2)).toBe(false);
  expect(sent.right(undefined, 7, 2)).toBe(false);
});

test('a buffer that was not moved, or not touched, is a wrong result', async () => {
  const run = async (move: Pool['move']): Promise<Subject> => {
    const subject = streamed(2, moves(2, { ...honest, move }));
    await subject.run(6);
    return subject;
  };
  (await run(honest.move)).check();
  const copied = await run((buffer) => Promise.resolve(touch(structuredClone(buffer))));
  expect(() => copied.check()).toThrow('6 of 6 results were wrong');
  const untouched = await run((buffer) => Promise.resolve(structuredClone(buffer, { transfer: [buffer] })));
  expect(() => untouched.check()).toThrow('results were wrong');
});

test('a copy that is another’s is noticed', async () => {
  const work = copies(2, honest);
  expect(work.right(await work.send(300, 1), 300, 1)).toBe(true);
  expect(work.right(await work.send(300, 1), 301, 1)).toBe(false);
});

test('calls that block are checked too', () => {
  const subject = blocked((value) => (value === 5 ? undefined : value));
  void subject.run(5);
  subject.check();
  void subject.run(1);
  expect(() => subject.check()).toThrow('task 5');
});

test.each<PoolWork>(['noop', 'roundTrip', 'objects', 'copied', 'transferred', 'products'])(
  '%s is done by a pool that does what it should',
  async (work) => {
    const subject = await subjectOf(work, honest);
    expect(await subject.run(9)).toBeGreaterThan(0);
    subject.check();
  },
);

test('the timer’s ticks are counted while there is load, and the load is checked', async () => {
  const subject = await subjectOf('timers', honest);
  expect(await subject.run(3)).toBeGreaterThan(25);
  subject.check();
  const broken = await subjectOf('timers', { ...honest, call: () => Promise.reject(new Error('it broke')) });
  await expect(broken.run(1000)).rejects.toThrow('it broke');
});

test('of short tasks among long ones there is every latency', async () => {
  const subject = await subjectOf('mixed', honest);
  const taken = await subject.gauge(16);
  subject.check();
  expect(taken).toHaveLength(16);
  for (const each of taken) expect(each).toBeGreaterThan(0);
});

test('waiting tasks come to bytes, and all of them have to settle rightly', async () => {
  const subject = await subjectOf('queued', honest);
  const [bytes, ...more] = await subject.gauge(2000);
  subject.check();
  expect(more).toEqual([]);
  expect(bytes).toBeGreaterThanOrEqual(0);
  const lossy = await subjectOf('queued', {
    ...honest,
    call: async (task, value) => (value === 1999 ? undefined : honest.call(task, value)),
  });
  await lossy.gauge(2000);
  expect(() => lossy.check()).toThrow('results were wrong, the first: task 1999');
});

test('the first result counts from before the pool is made', async () => {
  let opened = 0;
  const { cold } = poolSubjects(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    opened += 1;
    return honest;
  });
  const subject = (await cold()) as Gauge;
  expect(opened).toBe(0);
  const [took] = await subject.gauge(1);
  subject.check();
  expect([opened, (took ?? 0) > 15e6]).toEqual([1, true]);
});
