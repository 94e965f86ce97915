/**
 * The context of a running scenario: what it says becomes events.
 *
 * @module
 */

import type { Observation, Scenario, ScenarioContext } from './contract.ts';
import type { UnsentEvent } from './events.ts';
import { suggestion } from './nearest.ts';
import { plainDataProblem } from './plain-data.ts';
import { seededRandom } from './random.ts';
import type { System } from './system.ts';

/** Takes an event on its way. */
export type Emit = (event: UnsentEvent) => void;

/** Thrown by `ctx.assume`; ends the unit as `precondition`. */
export class AssumptionError extends Error {
  override readonly name: string = 'AssumptionError';
}

/** What is run, as the context shows it. */
export interface Occasion {
  readonly variant: string;
  readonly mutant: string | undefined;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly system?: System | undefined;
}

/** A context and the side of it that the engine holds. */
export interface Observer {
  readonly ctx: ScenarioContext;
  /** By `clock()`: what spans count from. */
  readonly startedAt: number;
  /** Reports one observation: with its value while its key is new, by number afterwards. */
  observed(key: string, value: Observation): void;
  /** Reports observations by number alone. */
  tally(key: string, count: number): void;
  /** Sends what was held back; the engine calls it last. */
  flush(): void;
}

/** Now, in milliseconds since 1970, on a clock that does not go back. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** So many observations are sent whole before those of a known key become numbers. */
const WHOLE = 100;
/** A key names a kind of outcome; more kinds than this are no kinds. */
const MOST_KEYS = 10_000;
/** Counts that come faster than this (ms) are added up before they are sent. */
const FLUSH_EVERY = 100;

export function createObserver(scenario: Scenario, occasion: Occasion, emit: Emit): Observer {
  const { variant, mutant, seed, signal, system } = occasion;
  const startedAt = clock();
  const counts = new Map<string, number>();
  const keys = new Map<string, number>();
  const measures = scenario.measures.map((measure) => measure.id);
  const seen = new Set<string>();
  let whole = 0;
  let flushedAt = startedAt;

  const flush = (): void => {
    flushedAt = clock();
    for (const [name, by] of counts) emit({ type: 'count', name, by });
    if (keys.size > 0) emit({ type: 'histogram', counts: [...keys] });
    counts.clear();
    keys.clear();
  };
  const add = (to: Map<string, number>, name: string, by: number): void => {
    to.set(name, (to.get(name) ?? 0) + by);
    if (clock() - flushedAt >= FLUSH_EVERY) flush();
  };

  const ctx: ScenarioContext = {
    variant,
    mutant,
    seed,
    signal,
    system,
    random: seededRandom(seed),
    now: clock,
    sleep: (ms) => abortableSleep(ms, signal),
    assume: (condition, reason) => {
      if (!condition) throw new AssumptionError(reason);
    },
    progress: (fraction, text) => {
      emit({
        type: 'progress',
        fraction: Math.min(1, Math.max(0, fraction)),
        ...(text === undefined ? {} : { text }),
      });
    },
    log: (...parts) => emit({ type: 'log', text: parts.map(showPart).join(' ') }),
    count: (name, by = 1) => {
      if (!Number.isFinite(by)) throw new RangeError(`ctx.count('${name}') takes a finite number, not ${by}`);
      add(counts, name, by);
    },
    measure: (id, value) => {
      if (!measures.includes(id))
        throw new RangeError(`ctx.measure('${id}') is of no measure; ${suggestion(id, measures)}`);
      if (!Number.isFinite(value))
        throw new RangeError(`ctx.measure('${id}') takes a finite number, not ${value}`);
      emit({ type: 'measure', id, value });
    },
    span: (thread, what, start, end) => {
      if (!(end >= start))
        throw new RangeError(`ctx.span('${thread}', '${what}') ends at ${end}, before its start ${start}`);
      emit({ type: 'span', thread, what, start: start - startedAt, end: end - startedAt });
    },
  };

  return {
    ctx,
    startedAt,
    observed: (key, value) => {
      const problem = plainDataProblem(value);
      if (problem !== undefined) throw new TypeError(`run returned what no report can hold: ${problem}`);
      if (seen.has(key) && whole >= WHOLE) {
        add(keys, key, 1);
        return;
      }
      seen.add(key);
      if (seen.size > MOST_KEYS) {
        throw new RangeError(
          `project gave more than ${MOST_KEYS} different keys; a key names a kind of outcome`,
        );
      }
      whole += 1;
      emit({ type: 'observation', key, value });
    },
    tally: (key, count) => add(keys, key, count),
    flush,
  };
}

function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

function showPart(part: unknown): string {
  if (typeof part === 'string') return part;
  if (part instanceof Error) return String(part);
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return String(part);
  }
}
