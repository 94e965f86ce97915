/**
 * From findings to the whole comparison.
 *
 * @module
 */

import type { Environment } from '../report/model.ts';
import type { Ratio } from '../stats/paired-ratio.ts';
import {
  type Change,
  type Comparison,
  COMPARISON_SCHEMA_VERSION,
  type Finding,
  type Interval,
  type Side,
} from './model.ts';

/** A document that was read. */
export interface Source {
  readonly path: string;
  readonly startedAt: string;
  readonly interrupted: boolean;
  readonly tool: { readonly version: string };
  readonly environment: Environment;
}

const ORDER: readonly Change[] = ['regressed', 'improved', 'unresolved', 'unchanged'];

export function gather(
  kind: Comparison['kind'],
  [before, after]: readonly [Source, Source],
  refused: Comparison['refused'],
  notes: readonly string[],
  machine: Ratio,
  findings: readonly Finding[],
): Comparison {
  const counts = { improved: 0, regressed: 0, unresolved: 0, unchanged: 0 };
  for (const { change } of findings) counts[change] += 1;
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    kind,
    before: sideOf(before),
    after: sideOf(after),
    refused,
    notes: [...aboutSources(before, after), ...notes],
    machine: { ...intervalOf(machine), measures: machine.rounds },
    counts,
    findings: findings
      .filter(({ change }) => change !== 'unchanged')
      .toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change)),
  };
}

/** Whether times of one machine may stand beside those of the other at all. */
export function sameMachine(one: Source, other: Source): boolean {
  return machineOf(one) === machineOf(other);
}

export function intervalOf({ ratio, interval }: Ratio): Interval {
  return { ratio: ratio ?? null, low: interval?.low ?? null, high: interval?.high ?? null };
}

function machineOf({ environment: { os, arch, cpus } }: Source): string {
  return `${cpus.count} × ${cpus.model} (${os.platform}, ${arch})`;
}

function sideOf({ path, startedAt, tool }: Source): Side {
  return { path, startedAt, version: tool.version };
}

function aboutSources(before: Source, after: Source): string[] {
  const notes: string[] = [];
  if (!sameMachine(before, after))
    notes.push(`Times are not compared: ${machineOf(before)} and ${machineOf(after)} are two machines.`);
  if (before.tool.version !== after.tool.version)
    notes.push(`interleave ${before.tool.version} before, ${after.tool.version} after.`);
  for (const one of [before, after])
    if (one.interrupted) notes.push(`${one.path} was interrupted: what is missing there was not run.`);
  return notes;
}
