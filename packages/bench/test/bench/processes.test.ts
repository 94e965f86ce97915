import { expect, test } from 'vitest';
import { summaryTable } from '../../src/report/bench/markdown.ts';
import { processSummary, processTables } from '../../src/report/bench/processes.ts';
import { alike, entry, reportOf, steady } from './fixture.ts';

const report = reportOf(
  [
    entry({ by: 'bare', rounds: steady(80_000) }),
    entry({ by: 'bare', again: true, rounds: alike(80_000) }),
    entry({ by: 'ours', rounds: steady(9000) }),
    entry({ by: 'ours', title: 'another runtime', status: 'absent', reason: 'no Bun', rounds: [null] }),
    entry({ by: 'ipc', rounds: steady(100_000) }),
    entry({ by: 'processes', runtime: 'python', rounds: steady(15_000) }),
  ],
  'process-roundtrip',
);

test('two ways of our own stand in two rows, CPython beside every runtime', () => {
  const lines = processTables(report, 3).split('\n');
  expect(lines[0]).toBe('### Two processes that wake each other');
  expect(
    lines.slice(4).map((line) => line.split(' | ').map((cell) => cell.replaceAll('|', '').trim())),
  ).toEqual([
    ['', 'Node 26.10.0'],
    expect.anything(),
    ['by hand: made by bare', '82.4 µs'],
    ['interleave: made by ours', '9.27 µs'],
    ['interleave: another runtime', '–'],
    ['child\\_process: made by ipc', '103 µs'],
    ['CPython, processes: made by processes', '15.5 µs'],
  ]);
});

test('the summary is the round trip alone', () => {
  expect(processTables(report, 3)).toContain(processSummary(report));
});

test('they are not in the summary of the others', () => {
  expect(summaryTable(report).split('\n')).toHaveLength(2);
});

test('where no processes were measured, that is what it says', () => {
  const none = reportOf([entry({ by: 'bare', rounds: steady(20) })]);
  expect(processTables(none, 3)).toBe('Not measured yet.');
  expect(processSummary(none)).toBe('Not measured yet.');
});
