/** Everyone of the benchmarks of processes does its work once: not how fast. */
import { describe, expect, test } from 'vitest';
import { measure } from '../../src/engines/bench/measure.ts';
import { PROCESSES } from '../../src/peers/processes.ts';
import { contestantsOf } from '../../src/plan/bench-selection.ts';
import { findTargets } from '../../src/plan/presence.ts';
import { parseTargets } from '../../src/targets/registry.ts';

const found = await findTargets(parseTargets(['node,python'], { isolated: true }), false);
const targets = found.map(({ target }) => target);
const once = { times: 1, samples: 1, warmUps: 0, restMs: 1 };

describe.each(PROCESSES)('$id', (benchmark) => {
  const contestants = contestantsOf(benchmark, targets, true).filter(({ again }) => !again);

  test('CPython takes part, and everyone else on a runtime', () => {
    expect(contestants).toHaveLength(benchmark.implementations.length);
  });

  test.each(contestants)('$by: $title', async ({ work, open }) => {
    const { signal } = new AbortController();
    const { status, reason, samples } = await measure({ ...work, ...once }, open, signal);
    expect([status, reason]).toEqual(['ok', '']);
    expect(samples).toHaveLength(1);
    expect(samples[0]).toBeGreaterThan(0);
  });
});
