import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, interleave, readReport } from '../support/cli.ts';

const EXPECTED = {
  faults: {
    'lock-excludes': 'pass',
    'lock-does-not': 'forbidden',
    'queue-keeps': 'pass',
    'queue-drops': 'forbidden',
    crashes: 'crash',
    waits: 'pass',
    'waits-for-nothing': 'vacuous',
  },
  hangs: { spins: 'timeout', deadlocks: 'timeout' },
};

test.each(['node', 'deno', 'bun', ...BROWSERS, 'python'])(
  'on %s every planted fault gets its status, in one run that ends',
  async (target) => {
    const out = folder();
    const args = ['run', fixture('faults.ts'), '--on', target, '--seed', '1', '--out', out];
    const { code, stderr } = await interleave(args);
    const { cells } = readReport(out);
    const statuses = cells.map(({ scenario, variants }) => [
      scenario,
      Object.fromEntries(variants.map(({ variant, status }) => [variant, status])),
    ]);
    expect(Object.fromEntries(statuses), stderr).toEqual(EXPECTED);
    expect(code).toBe(1);
    const reasonOf = (scenario: string, wanted: string): string | undefined =>
      cells.find((cell) => cell.scenario === scenario)?.variants.find(({ variant }) => variant === wanted)
        ?.reason;
    expect(reasonOf('faults', 'lock-does-not')).toContain('an addition was lost');
    expect(reasonOf('faults', 'queue-drops')).toContain('an item was dropped');
    expect(reasonOf('faults', 'waits-for-nothing')).toContain("'waits' ended at 0");
    expect(reasonOf('hangs', 'spins')).toMatch(/did not end within \d+ ms and was killed/);
    // A script of CPython keeps no limit itself.
    expect(reasonOf('hangs', 'deadlocks')).toMatch(
      target === 'python' ? /did not end within \d+ ms and was killed/ : /^The time limit of 700 ms is over/,
    );
  },
);
