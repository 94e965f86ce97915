/**
 * Whether a history is linearizable: whether every operation can be given one moment between its call and its return,
 * such that in the order of these moments one thread alone would have had the same results. (Herlihy and Wing, 1990; the
 * search is Wing and Gong's with Lowe's memory of states that were reached before with the same calls behind them.)
 *
 * @module
 */

import { isPending, type Call } from './call.ts';
import type { Model } from './model.ts';

export interface Linearized {
  readonly linearizable: true;
  /** One order that explains the history; calls that had no effect are not in it. */
  readonly order: readonly Call[];
}

export interface NotLinearizable {
  readonly linearizable: false;
  /** The shortest beginning of the history, by returns, that nothing explains. */
  readonly history: readonly Call[];
  /** As much of it as can be explained. */
  readonly longest: readonly Call[];
  /** The calls that could have been next, and could not have had the results that they had. */
  readonly stuck: readonly Call[];
}

export function linearize<S>(history: readonly Call[], model: Model<S>): Linearized | NotLinearizable {
  const found = search(history, model);
  if (found.linearizable) return found;
  const returns = history
    .map(({ returned }) => returned)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  for (const end of returns) {
    const beginning = history
      .filter(({ called }) => called < end)
      .map((call): Call =>
        call.returned <= end ? call : { ...call, returned: Infinity, result: undefined },
      );
    const shorter = search(beginning, model);
    if (!shorter.linearizable) return shorter;
  }
  return found;
}

function search<S>(history: readonly Call[], model: Model<S>): Linearized | NotLinearizable {
  const calls = [...history].sort((one, other) => one.called - other.called);
  const done = calls.map(() => false);
  const seen = new Set<string>();
  const order: Call[] = [];
  let longest: readonly Call[] = [];
  let stuck: readonly Call[] = [];

  const isComplete = (): boolean => calls.every((call, at) => done[at] === true || isPending(call));

  /** Those that may come next: called before any that is left has returned. */
  const candidates = (): number[] => {
    let end = Infinity;
    for (const [at, { returned }] of calls.entries()) if (done[at] !== true) end = Math.min(end, returned);
    const found: number[] = [];
    for (const [at, { called }] of calls.entries()) {
      if (called > end) break;
      if (done[at] !== true) found.push(at);
    }
    return found;
  };

  const extend = (state: S): boolean => {
    if (isComplete()) return true;
    const key = `${done.map(Number).join('')} ${model.key(state)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const next = candidates();
    if (order.length >= longest.length) {
      longest = [...order];
      stuck = next.map((at) => calls[at] as Call).filter((call) => !isPending(call));
    }
    for (const at of next) {
      const call = calls[at] as Call;
      const after = model.step(state, call);
      if (after === undefined) continue;
      done[at] = true;
      order.push(call);
      if (extend(after)) return true;
      order.pop();
      done[at] = false;
    }
    return false;
  };

  if (extend(model.initial)) return { linearizable: true, order };
  return { linearizable: false, history: calls, longest, stuck };
}
