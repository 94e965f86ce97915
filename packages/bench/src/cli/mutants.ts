/**
 * `interleave mutants`: whether every scenario can fail.
 *
 * @module
 */

import type { Mutant } from '@interleave/core/scenario';
import type { Done } from '../plan/run-plan.ts';
import { list, plural } from '../report/format.ts';
import { INTERRUPTED } from './interrupt.ts';
import type { RunOptions } from './options.ts';
import { unitCommand } from './replay-command.ts';
import { type Finished, runToReport, WHY_MUTANTS } from './run.ts';

/** Runs the mutants and says which of them live; gives 0 only where every scenario's were killed as they say. */
export async function mutants(options: RunOptions, signal: AbortSignal): Promise<number> {
  const finished = await runToReport(options, signal);
  const { lines, good } = verdictOf(finished, ({ job }) => unitCommand(job, options));
  process.stdout.write(`\n${lines.join('\n')}\n${finished.text}`);
  if (finished.result.interrupted) return INTERRUPTED;
  return good ? 0 : 1;
}

interface Verdict {
  readonly lines: readonly string[];
  readonly good: boolean;
}

/** What the mutants came to, in sentences. */
export function verdictOf(
  { subjects, result }: Pick<Finished, 'subjects' | 'result'>,
  replayOf: (done: Done) => string,
): Verdict {
  const complaints: string[] = [];
  let bad = 0;
  const complain = (...sentences: readonly string[]): void => {
    bad += 1;
    complaints.push(...sentences);
  };
  let counted = 0;
  const leftOut = new Set<string>();
  for (const { id, contract } of subjects) {
    if (contract.mutants.length === 0) complain(`${id} has no mutant. ${WHY_MUTANTS}.`);
    for (const mutant of contract.mutants) {
      const runs = result.done.filter(({ job }) => job.subject.id === id && job.mutant?.id === mutant.id);
      const ran = runs.filter(({ judgement }) => !isLeftOut(judgement.status));
      if (ran.length > 0) counted += 1;
      else if (!result.interrupted) complain(`${id}, mutant ${mutant.id}, ran nowhere${because(runs)}`);
      for (const { job, judgement } of runs.filter((run) => isLeftOut(run.judgement.status)))
        if (ran.length > 0) leftOut.add(`${id} on ${job.target.id}: ${judgement.reason}`);
      for (const target of new Set(ran.map(({ job }) => job.target.id))) {
        const rounds = ran.filter(({ job }) => job.target.id === target);
        const last = rounds.at(-1);
        // A sampled mutant has several rounds, of which the last one decides.
        if (last !== undefined && last.judgement.status !== 'pass')
          complain(sentenceOf(id, mutant, last), `  ${replayOf(last)}`);
      }
    }
  }
  // What is wrong stands last, where a long list of what was left out does not hide it.
  const lines = [...[...leftOut].map((line) => `Left out: ${line}`), ...complaints];
  const targets = [...new Set(result.done.map(({ job }) => job.target.title))];
  if (result.interrupted) lines.push('The run was interrupted.');
  else if (bad === 0)
    lines.push(
      `Every mutant was killed: ${plural(counted, 'mutant')} of ${plural(subjects.length, 'scenario')} on ${list(targets)}.`,
    );
  else lines.push(`${plural(bad, 'complaint')}: what a live mutant breaks, its scenario would not see.`);
  return { lines, good: bad === 0 && !result.interrupted };
}

function isLeftOut(status: string): boolean {
  return status === 'precondition' || status === 'skipped';
}

function sentenceOf(id: string, mutant: Mutant, { job, judgement }: Done): string {
  const how = judgement.status === 'vacuous' ? 'lived' : 'died otherwise';
  return `${id}, mutant ${mutant.id}, ${how} on ${job.target.id} (${mutant.why}): ${judgement.reason}`;
}

function because(runs: readonly Done[]): string {
  const reasons = [...new Set(runs.map(({ judgement }) => judgement.reason))];
  return reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
}
