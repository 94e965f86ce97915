import { expect, test } from 'vitest';
import type { Program } from '../../src/agent/program.ts';
import { BUSY, CALLED, LANE, LOOKING, PARKED, RETIRED } from '../../src/futures/pool/layout.ts';
import { callSomebody } from '../../src/futures/pool/park.ts';

interface Given {
  readonly state: number;
  /** Tasks of its own that await. */
  readonly awaiting?: number;
}

const parked: Given = { state: PARKED };

/** Whom the owner rings, for so many calls; and whether it is to look who has retired. */
function rung(
  given: readonly Given[],
  calls: number,
): readonly [numbers: readonly number[], retired: boolean] {
  const ints = new Int32Array(2000);
  const laneOf = (index: number): number => 300 * (index + 1);
  for (const [index, { state, awaiting = 0 }] of given.entries()) {
    ints[laneOf(index) + LANE.state] = state;
    ints[laneOf(index) + LANE.taken] = awaiting;
  }
  const words = {
    load: (at: number) => ints[at] as number,
    compareExchange: (at: number, from: number, to: number): number => {
      const before = ints[at] as number;
      if (before === from) ints[at] = to;
      return before;
    },
  };
  const numbers: number[] = [];
  const program = { words, bells: { ring: (id: number) => numbers.push(id) } } as unknown as Program;
  const workers = given.map((_, index) => ({ lane: laneOf(index), id: index }));
  return [numbers, callSomebody(program, workers, calls)];
}

test.each([
  ['one for one call', [parked, parked, parked], 1, [0]],
  ['one for each call', [parked, parked, parked], 2, [0, 1]],
  ['all there are', [parked, parked], 5, [0, 1]],
  ['none for a call that somebody looks for', [{ state: LOOKING }, parked], 1, []],
  ['somebody for the call that who looks does not take', [{ state: LOOKING }, parked, parked], 2, [1]],
  [
    'another where who looks leaves it to those with nothing to do',
    [{ state: LOOKING, awaiting: 1 }, parked],
    1,
    [1],
  ],
  ['nobody who is busy or called', [{ state: BUSY }, { state: CALLED }, parked], 3, [2]],
  [
    'those whose tasks await where the others do not suffice',
    [{ ...parked, awaiting: 1 }, parked],
    2,
    [1, 0],
  ],
  ['none of those where they do', [{ ...parked, awaiting: 1 }, parked], 1, [1]],
] as const)('calls %s', (_, given, calls, expected) => {
  expect(rung(given, calls)[0]).toEqual(expected);
});

test('tells of one that has retired only where there were too few', () => {
  expect(rung([{ state: RETIRED }, parked], 1)[1]).toBe(false);
  expect(rung([{ state: RETIRED }, parked], 2)[1]).toBe(true);
});
