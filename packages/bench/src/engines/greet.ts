/**
 * Asking a target to say who it is, which is also the proof that it runs.
 *
 * @module
 */

import { InputError } from '../input-error.ts';
import type { Target } from '../targets/target.ts';
import { judgeAlone } from './judge.ts';
import { runUnit } from './run-unit.ts';
import type { UnitRecord } from './unit-record.ts';

const ANSWER_WITHIN = 20_000;

/** What a target answers, and why that is no good where it is not. */
export interface Greeting {
  readonly record: UnitRecord;
  /** Empty where all is well. */
  readonly trouble: string;
}

/** @throws {InputError} for a page without isolation, which no scenario can make up for */
export async function greet(target: Target, signal: AbortSignal): Promise<Greeting> {
  const limits = { start: 30_000, work: ANSWER_WITHIN, exit: 2000 };
  const record = await runUnit(target, { kind: 'hello' }, undefined, limits, { signal });
  const alone = record.errors.find(({ error }) => error.name === 'IsolationError');
  if (alone !== undefined) throw new InputError(`${target.id}: ${alone.error.message}`);
  return { record, trouble: troubleOf(record, target) };
}

function troubleOf(record: UnitRecord, { kind, title }: Target): string {
  const { hello } = record;
  if (hello === undefined) return judgeAlone(record).reason || 'it did not say who it is';
  return hello.runtime === kind ? '' : `it is no ${title}, but says that it is ${hello.runtime}`;
}
