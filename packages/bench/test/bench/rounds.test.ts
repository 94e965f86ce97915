import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seededRandom, type UnitEvent } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { type BenchSpectator, type Contestant, runBenchmark } from '../../src/engines/bench/run-benchmark.ts';
import { USUAL } from '../../src/engines/timing/order.ts';
import { CATALOGUE } from '../../src/peers/catalogue.ts';
import { isPython } from '../../src/peers/makers.ts';
import { chooseBenchmarks, contestantsOf } from '../../src/plan/bench-selection.ts';
import { affordable } from '../../src/plan/rounds.ts';
import { Channel } from '../../src/targets/channel.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import type { UnitMessage } from '../../src/targets/target.ts';

const nobody: BenchSpectator = { calibrating: () => {}, measuring: () => {}, failed: () => {} };

/** A contestant whose units are lists of events; what it is asked goes into a log. */
function acting(
  name: string,
  log: string[],
  play: (times: number | null) => UnitEvent[] | 'dies',
  again = false,
): Contestant {
  return {
    by: 'ours',
    title: name,
    runtime: name,
    again,
    work: { module: name, make: 'make', ...USUAL },
    open: ({ times }) => {
      log.push(`${name}${again ? ' again' : ''} ${times}`);
      const messages = new Channel<UnitMessage>();
      const events = play(times);
      if (events !== 'dies') for (const event of events) messages.push({ kind: 'event', event });
      messages.push({ kind: 'gone', code: events === 'dies' ? 3 : 0, signal: null, reason: null });
      messages.close();
      const kill = (): Promise<void> => Promise.resolve();
      return Promise.resolve({ messages, kill, screenshot: () => Promise.resolve(undefined) });
    },
  };
}

function good(times: number | null): UnitEvent[] {
  const measures: UnitEvent[] =
    times === null
      ? [{ type: 'measure', at: 0, id: 'times', value: 10 }]
      : Array.from({ length: 64 }, (_, value) => ({ type: 'measure', at: 0, id: 'sample', value }));
  return [...measures, { type: 'end', at: 0 }];
}

function failing(name: string, message: string): UnitEvent[] {
  return [
    { type: 'error', at: 0, phase: 'run', error: { name, message, stack: '' } },
    { type: 'end', at: 0 },
  ];
}

test('everyone is calibrated once and runs once in each round, in an order that the seed decides', async () => {
  const play = async (seed: number): Promise<string[]> => {
    const log: string[] = [];
    const all = [acting('a', log, good), acting('a', log, good, true), acting('b', log, good)];
    const { entries, orders } = await runBenchmark(
      all,
      { rounds: 6 },
      seededRandom(seed),
      new AbortController().signal,
      nobody,
    );
    expect(entries.map(({ status, samples }) => [status, samples.length])).toEqual([
      ['ok', 6],
      ['ok', 6],
      ['ok', 6],
    ]);
    for (const order of orders) expect(order.toSorted()).toEqual([0, 1, 2]);
    return log;
  };
  const log = await play(1);
  expect(log.slice(0, 2)).toEqual(['a null', 'b null']);
  expect(log).toHaveLength(2 + 18);
  expect(log.slice(2).every((line) => line.endsWith(' 10'))).toBe(true);
  expect(await play(1)).toEqual(log);
  expect(await play(2)).not.toEqual(log);
});

test('wrong results, crashes and absence are that, and nothing else is lost', async () => {
  const log: string[] = [];
  let count = 0;
  const all = [
    acting('wrong', log, () => failing('CorruptError', '1 of 2 lost')),
    acting('absent', log, () => [
      { type: 'precondition', at: 0, missing: [{ name: 'x', reason: 'not installed: npm i x' }] },
      { type: 'end', at: 0 },
    ]),
    acting('dies', log, (times) => (times === null ? good(times) : 'dies')),
    acting('stumbles', log, (times) =>
      times !== null && (count += 1) === 2 ? failing('Error', 'once') : good(times),
    ),
    acting('good', log, good),
  ];
  const { entries } = await runBenchmark(
    all,
    { rounds: 6 },
    seededRandom(1),
    new AbortController().signal,
    nobody,
  );
  expect(entries.map(({ status, reason, failures }) => [status, reason, failures])).toEqual([
    ['corrupts', '1 of 2 lost', 0],
    ['absent', 'not installed: npm i x', 0],
    ['crashes', 'Its process ended with exit code 3', 2],
    ['fails', 'Error: once', 1],
    ['ok', '', 0],
  ]);
  expect(entries.map(({ samples }) => samples.filter((round) => round.length > 0).length)).toEqual([
    0, 0, 0, 5, 6,
  ]);
});

test('when it is interrupted, what was measured stays', async () => {
  const log: string[] = [];
  const abort = new AbortController();
  let units = 0;
  const all = [
    acting('a', log, (times) => {
      units += 1;
      if (units === 4) abort.abort(new Error('Interrupted'));
      return good(times);
    }),
  ];
  const { entries, orders } = await runBenchmark(all, { rounds: 20 }, seededRandom(1), abort.signal, nobody);
  expect(orders).toHaveLength(3);
  expect(entries[0]?.samples.slice(0, 2).map(({ length }) => length)).toEqual([64, 64]);
  expect(entries[0]?.samples).toHaveLength(3);
});

test.each([
  [0, 6],
  [5_999, 6],
  [9_999, 6],
  [10_000, 10],
  [25_000, 20],
  [1e9, 40],
])('a budget of %i ms has %i rounds of a second, at least six', (budget, rounds) => {
  expect(affordable(budget, 1000)).toBe(rounds);
});

test('every implementation of the catalogue has its module or script', () => {
  const work = new URL('../../src/', import.meta.url);
  for (const { implementations } of CATALOGUE) {
    expect(implementations[0]?.by).toBe('bare');
    for (const { by, module } of implementations) {
      const path = isPython(by) ? `python/bench/${module}.py` : `peers/work/${module}.ts`;
      expect(existsSync(fileURLToPath(new URL(path, work))), path).toBe(true);
    }
  }
});

test('a word means a benchmark or how its name begins', () => {
  expect(chooseBenchmarks([])).toEqual(CATALOGUE);
  expect(chooseBenchmarks(['lock']).map(({ id }) => id)).toEqual([
    'lock-uncontended',
    'lock-processes',
    'lock-contended',
    'lock-async',
  ]);
  expect(chooseBenchmarks(['thread-start'])).toHaveLength(1);
  expect(() => chooseBenchmarks(['lock-asink'])).toThrow("did you mean 'lock-async'?");
});

test('peers take part only when asked for, CPython once for all runtimes, the reference twice on each', () => {
  const [benchmark] = chooseBenchmarks(['lock-uncontended']);
  if (benchmark === undefined) throw new Error('There is no such benchmark');
  const targets = parseTargets(['node,bun,python'], { isolated: true });
  const names = (peers: boolean): string[] =>
    contestantsOf(benchmark, targets, peers).map(
      ({ by, runtime, again }) => `${by}@${runtime}${again ? '+' : ''}`,
    );
  expect(names(false)).toEqual(['bare@node', 'bare@node+', 'ours@node', 'bare@bun', 'bare@bun+', 'ours@bun']);
  expect(names(true).filter((name) => !names(false).includes(name))).toEqual([
    'multithreading@node',
    'multithreading@bun',
    'python@python',
  ]);
});
