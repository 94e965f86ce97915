import { STATUSES, type Status } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { compareReports } from '../../src/compare/reports.ts';
import { changeOf } from '../../src/compare/statuses.ts';
import { cell, contract, report, result, scenario, target } from '../report/fixture/build.ts';

test.each([
  ['pass', 'forbidden', 'regressed'],
  ['interesting', 'vacuous', 'regressed'],
  ['timeout', 'crash', 'regressed'],
  ['forbidden', 'pass', 'improved'],
  ['crash', 'notObserved', 'improved'],
  ['pass', 'interesting', 'unchanged'],
  ['skipped', 'precondition', 'unchanged'],
  ['pass', 'precondition', 'unresolved'],
  ['skipped', 'forbidden', 'unresolved'],
] as const)('%s → %s is %s', (was, is, change) => {
  expect(changeOf(was, is)).toBe(change);
});

test('there and back again: what improves one way regresses the other', () => {
  const back = {
    improved: 'regressed',
    regressed: 'improved',
    unresolved: 'unresolved',
    unchanged: 'unchanged',
  };
  for (const was of STATUSES) {
    for (const is of STATUSES) expect(changeOf(is, was)).toBe(back[changeOf(was, is)]);
    expect(changeOf(was, was)).toBe('unchanged');
  }
});

test('a variant is told by name, a cell that is worse than its variants as a whole', () => {
  const one = scenario({ id: 's', title: 'S', variants: [contract('v', 'V', []), contract('w', 'W', [])] });
  const of = (v: Status, w: Status, whole?: Status): Parameters<typeof compareReports>[0] => {
    const cells = [cell('s', 'node', [result('v', v), result('w', w)], whole ? { status: whole } : {})];
    return {
      path: 'x',
      report: report({ targets: [target('node', 'Node', '26')], scenarios: [one], cells }),
    };
  };
  expect(compareReports(of('pass', 'pass'), of('pass', 'crash')).findings).toMatchObject([
    {
      kind: 'status',
      variant: 'w',
      change: 'regressed',
      was: 'pass',
      is: 'crash',
      reason: 'it ended as crash',
    },
  ]);
  expect(compareReports(of('pass', 'pass'), of('pass', 'pass', 'crash')).findings).toMatchObject([
    { variant: null, change: 'regressed' },
  ]);
});
