import { expect, test } from 'vitest';
import { summaryTable } from '../../src/report/bench/markdown.ts';
import { poolSummary, poolTables } from '../../src/report/bench/pools.ts';
import { alike, entry, reportOf, steady } from './fixture.ts';

const pools = reportOf(
  [
    entry({ by: 'bare', rounds: steady(5000) }),
    entry({ by: 'bare', again: true, rounds: alike(5000) }),
    entry({ by: 'ours', rounds: steady(1000) }),
    entry({ by: 'piscina', rounds: steady(30_000) }),
    entry({ by: 'bthreads', rounds: steady(6000) }),
    entry({ by: 'tinypool', status: 'hangs', reason: 'It was killed', rounds: [null] }),
    entry({ by: 'comlink', status: 'absent', reason: 'not installed', rounds: [null] }),
    entry({ by: 'multithreading', status: 'corrupts', reason: '1 of 2 wrong', rounds: steady(1) }),
    entry({ by: 'bare', runtime: 'bun', rounds: steady(4000) }),
    entry({ by: 'ours', runtime: 'bun', rounds: [1, 100, 10_000, 1e6, 10, 1000] }),
    entry({ by: 'piscina', runtime: 'bun', rounds: steady(25_000) }),
    entry({ by: 'python', runtime: 'python', rounds: steady(11_000) }),
  ],
  'pool-noop',
);

test('pools stand in rows and runtimes in columns, each with its figure or what became of it', () => {
  const lines = poolSummary(pools).split('\n');
  expect(lines).toHaveLength(2 + 8 + 1);
  expect(lines[0]).toBe('|  | Node 26.10.0 | Bun |');
  expect(lines[2]).toBe('| by hand: made by bare | 194 k tasks/s | 243 k tasks/s |');
  expect(lines[4]).toMatch(/^\| piscina 5\.3\.2: .* \| 32\.4 k tasks\/s \| 38\.8 k tasks\/s \|$/);
  expect(lines[6]).toMatch(/^\| tinypool .* \| hangs \| – \|$/);
  expect(lines[7]).toMatch(/^\| comlink .* \| – \| – \|$/);
  expect(lines[8]).toMatch(/^\| multithreading .* \| corrupts \| – \|$/);
  // CPython's stands beside those of every runtime.
  expect(lines[9]).toMatch(/^\| CPython: .* \| 88\.3 k tasks\/s \| 88\.3 k tasks\/s \|$/);
});

test('our own beside the best package, where that is decided', () => {
  expect(poolSummary(pools).split('\n').at(-1)).toMatch(
    /^\| interleave beside the best package \| 0\.17× the time of bthreads \| \S+ the time of piscina, unresolved \|$/,
  );
});

test('every benchmark of pools has a table, and none of them is in the summary of the others', () => {
  const text = poolTables(pools, 4);
  expect(text).toContain('#### Tasks that do nothing, 1000 of them in flight');
  expect(text).toContain('Time of a task, 6 rounds.');
  expect(summaryTable(pools).split('\n')).toHaveLength(2);
});

test('where no pool was measured, that is what it says', () => {
  const none = reportOf([entry({ by: 'bare', rounds: steady(20) })]);
  expect(poolTables(none, 4)).toBe('Not measured yet.');
  expect(poolSummary(none)).toBe('Not measured yet.');
});
