/**
 * Whether two pieces of the same work take the time of one: twice in a row against twice at once.
 *
 * @module
 */

import type { ScenarioContext } from '../../scenario/index.ts';

/** What came of running the same work twice in a row and twice at once. */
export type Pair = {
  /** Whether two at once took less than three quarters of the shortest time of two in a row, on more than one CPU. */
  readonly together: boolean;
  readonly attempts: number;
  /** Milliseconds: the shortest of two in a row, and of two at once. */
  readonly inRow: number;
  readonly atOnce: number;
  /** CPU time over time of the two at once, the best of all attempts; null where nobody tells. */
  readonly cpus: number | null;
  /** Whether two in a row were held up, more often than not, by what else the machine did. */
  readonly busy: boolean;
};

/** So often two in a row are timed again before a gain over them is believed. */
const CONFIRM = 10;

/** CPU time over time that no turn-taking comes to: where it is told, a lucky time alone proves nothing. */
const MORE_THAN_ONE = 1.25;

/**
 * Tries until two at once had two CPUs, or the patience (ms) is over: on a machine that has other things to do only
 * now and then they have. That cannot make turn-taking look parallel, because every time of two at once is held
 * against the shortest of two in a row.
 */
export async function pairUp(
  ctx: ScenarioContext,
  one: () => Promise<unknown>,
  both: () => Promise<unknown>,
  patience: number,
): Promise<Pair> {
  const rows: number[] = [];
  const shortest = (): number => Math.min(...rows);
  const timed = async (act: () => Promise<unknown>): Promise<number> => {
    const start = ctx.now();
    await act();
    return ctx.now() - start;
  };
  const row = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) rows.push(await timed(async () => void (await one(), await one())));
  };
  await row(CONFIRM);
  let [atOnce, cpus]: [number, number | null] = [Infinity, null];
  for (let attempts = 1, end = ctx.now() + patience; ; attempts++) {
    await row(1);
    const before = ctx.system?.cpuTime();
    const wall = await timed(both);
    atOnce = Math.min(atOnce, wall);
    const used = before === undefined ? null : ((ctx.system?.cpuTime() ?? before) - before) / wall;
    if (used !== null) cpus = Math.max(cpus ?? 0, used);
    const gained = (): boolean => wall < 0.75 * shortest() && (used ?? Infinity) > MORE_THAN_ONE;
    if (gained()) await row(CONFIRM);
    const together = gained();
    if (!together && ctx.now() < end) continue;
    return { together, attempts, inRow: shortest(), atOnce, cpus, busy: heldUp(rows) };
  }
}

/** Ends the unit as `precondition` where two never had the CPUs to themselves. */
export function assumeCpus(ctx: ScenarioContext, { together, busy, attempts }: Pair): void {
  // A mutant has to fail however busy the machine is.
  ctx.assume(
    together || !busy || ctx.mutant !== undefined,
    `The machine was too busy with other things: in ${attempts} attempts two never had a CPU each`,
  );
}

/** Half of the times are longer than half as long again as the shortest. */
function heldUp(times: readonly number[]): boolean {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? 0) > 1.5 * (sorted[0] ?? 0);
}
