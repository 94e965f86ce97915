/**
 * Whether histories are what one thread alone could have had, and whether they show anything.
 *
 * @module
 */

import { linearize, showCounterexample, type Call, type Model } from '../../explore/history/index.ts';

/** What threads did in one window. */
export type History = readonly Call[];

/** What no order explains, as text with what runs it again; undefined where every history is explained. */
export function unexplained(
  histories: readonly History[],
  model: Model<never>,
  seed: number,
): string | undefined {
  for (const [window, history] of histories.entries()) {
    const found = linearize(history, model);
    if (!found.linearizable)
      return `not linearizable: window ${window} of seed ${seed}\n${showCounterexample(found)}`;
  }
  return undefined;
}

/** How many calls were under way while another thread's was. */
export function overlapsIn(history: History): number {
  return history.filter((call) =>
    history.some(
      (other) => other.agent !== call.agent && other.called < call.returned && call.called < other.returned,
    ),
  ).length;
}
