import { expect, test } from 'vitest';
import { TraceBuffer, TRACED, type TraceRecord } from '../../src/agent/trace-buffer.ts';
import { Blocks, claimSlot, createWindow } from '../../src/memory/index.ts';
import { assembleTimeline } from '../../src/scenario/timeline-assembly.ts';
import type { Timeline } from '../../src/scenario/timeline.ts';

const START = 1_000_000;
const LOCK = 500;
const A = 11;
const B = 12;

function record(kind: number, given: Partial<TraceRecord>): TraceRecord {
  const { of = 0 } = given;
  const rest = {
    scope: 'thread',
    pid: 0,
    lane: 1,
    start: 0,
    end: undefined,
    agent: 0,
    taken: false,
    text: '',
  } as const;
  return { ...rest, kind, of, point: of, ...given };
}

/** Two threads, which the first agent started. */
const BORN = [
  record(TRACED.agent, { lane: 1, agent: 1, text: 'MainThread' }),
  record(TRACED.thread, { start: 10, of: 100, agent: A, text: 'a' }),
  record(TRACED.thread, { start: 20, of: 200, agent: B, text: 'b' }),
  record(TRACED.agent, { lane: A, start: 1000, agent: A }),
  record(TRACED.agent, { lane: B, start: 2000, agent: B }),
];

function assembled(records: readonly TraceRecord[], leftOut = 0): Timeline {
  const timeline = assembleTimeline(records, { origin: START, start: START, now: 9000, leftOut });
  expect(timeline).toBeDefined();
  return timeline as Timeline;
}

function waitForLock(lane: number, start: number, end: number | undefined, holder: number): TraceRecord {
  const text = 'Lock(l)\tlock.acquire()';
  return record(TRACED.wait, { lane, start, end, of: LOCK, agent: holder, taken: end !== undefined, text });
}

test('lanes begin, run and end; milliseconds count from the start', () => {
  const { lanes, end } = assembled([...BORN, record(TRACED.end, { start: 5000, of: 100 })]);
  expect(lanes).toEqual([
    { process: '', thread: 'MainThread', started: null, ran: 0, ended: null },
    { process: '', thread: 'a', started: 0.01, ran: 1, ended: 5 },
    { process: '', thread: 'b', started: 0.02, ran: 2, ended: null },
  ]);
  expect(end).toBe(9);
});

test('a wait for a lock tells who held it and who gave it up, and so do the holds', () => {
  const give = record(TRACED.give, { lane: A, start: 4000, of: LOCK });
  const last = record(TRACED.give, { lane: B, start: 6000, of: LOCK });
  const { waits, holds } = assembled([...BORN, waitForLock(B, 3000, 4010, A), give, last]);
  expect(waits).toEqual([
    {
      lane: 2,
      on: 'Lock(l)',
      by: 'lock.acquire()',
      async: false,
      start: 3,
      end: 4.01,
      holder: 1,
      wokenBy: 1,
    },
  ]);
  expect(holds).toEqual([
    { lane: 1, of: 'Lock(l)', start: 3, end: 4 },
    { lane: 2, of: 'Lock(l)', start: 4.01, end: 6 },
  ]);
});

test('a wait and a hold that never end stay open; those of a thread that ended end with it', () => {
  const { waits, holds } = assembled([
    ...BORN,
    waitForLock(B, 3000, undefined, A),
    record(TRACED.end, { start: 5000, of: 100 }),
  ]);
  expect(waits[0]?.end).toBeNull();
  expect(holds).toEqual([{ lane: 1, of: 'Lock(l)', start: 3, end: 5 }]);
});

test('a child process and what its parent saw of it are one lane', () => {
  const child = [
    record(TRACED.process, { start: 30, of: 300, text: 'child' }),
    record(TRACED.agent, { pid: 77, lane: 5, agent: 5, start: 3000, text: 'child' }),
    record(TRACED.agent, { pid: 77, lane: 5, agent: 40, start: 3001, scope: 'process' }),
    record(TRACED.agent, { lane: 1, agent: 41, start: 3002, scope: 'process' }),
    record(TRACED.wait, {
      lane: 1,
      start: 4000,
      of: 9,
      agent: 40,
      scope: 'process',
      text: 'Lock(p)\tlock.acquire()',
    }),
  ];
  const { lanes, waits } = assembled([...BORN, ...child]);
  expect(lanes[3]).toEqual({ process: 'child', thread: 'MainThread', started: 0.03, ran: 3, ended: null });
  expect(waits[0]).toMatchObject({ lane: 0, holder: 3 });
});

test('what there is no room for is counted, and the longest stays', () => {
  const many = Array.from({ length: 700 }, (_, i) => waitForLock(B, 3000, 3000 + i, 0));
  const { waits, leftOut } = assembled([...BORN, ...many], 5);
  expect(waits).toHaveLength(300);
  expect(Math.min(...waits.map(({ start, end }) => (end ?? 0) - start))).toBeGreaterThan(0.39);
  expect(leftOut).toBeGreaterThanOrEqual(405);
});

test('one thread that never waited has no timeline', () => {
  expect(assembleTimeline(BORN.slice(0, 1), { origin: 0, start: 0, now: 1, leftOut: 0 })).toBeUndefined();
});

test('a buffer gives back what was written whole, keeps room for beginnings and ends, and counts the rest', () => {
  const words = createWindow();
  const buffer = TraceBuffer.make({ words, blocks: new Blocks(words, claimSlot(words), true, false) });
  const who = { scope: 'thread', pid: 0, lane: 7 } as const;
  buffer.take(TRACED.wait);
  const wait = buffer.take(TRACED.wait) as number;
  buffer.write(wait, { ...who, kind: TRACED.wait, of: 3, text: `é${'x'.repeat(200)}` });
  expect(buffer.read()).toMatchObject([{ ...who, kind: TRACED.wait, of: 3, end: undefined }]);
  expect(buffer.close(wait, true)).toBeGreaterThanOrEqual(0);
  expect(buffer.read()[0]).toMatchObject({ taken: true, end: expect.any(Number) as number });
  expect(buffer.read()[0]?.text).toMatch(/^éx+$/);
  while (buffer.take(TRACED.wait) !== undefined);
  expect(buffer.leftOut).toBe(1);
  expect(buffer.take(TRACED.end)).toBeDefined();
  buffer.clear(wait);
  expect(buffer.read()).toEqual([]);
});
