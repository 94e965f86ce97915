import { type ScenarioDescription, showMatch } from '@interleave/core/scenario';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readContracts, type Subject } from '../../src/plan/contracts.ts';
import { moduleFiles } from '../../src/plan/modules.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { Report, SourceReport, VariantReport } from '../../src/report/model.ts';
import { measureOf } from '../../src/report/summary.ts';
import { validateReport } from '../../src/report/validate.ts';
import { twinOf } from '../../src/targets/python.ts';
import { cell, contract, report, result, row, saw, scenario, span } from './fixture/build.ts';
import { TARGETS } from './fixture/full.ts';

/** What a run leaves: some rounds, some samples in each, stretches of a timeline for every variant. */
const ROUNDS = 3;
const SAMPLES = 2;
const SPANS = 12;

const source = (path: string, language: string): SourceReport => ({
  path,
  language,
  text: readFileSync(path, 'utf8'),
});

function variantsOf({ variants, outcomes }: ScenarioDescription): ReturnType<typeof contract>[] {
  return Object.entries(variants).map(([id, { title }]) =>
    contract(
      id,
      title,
      (outcomes[id] ?? []).map(({ match, expect, why, on }) =>
        row(typeof match === 'string' ? match : showMatch(match as never), expect, why, on),
      ),
    ),
  );
}

function ran(given: ScenarioDescription, variant: ReturnType<typeof contract>, seed: number): VariantReport {
  const rounds = (at: number): number[][] =>
    Array.from({ length: ROUNDS }, (_, round) =>
      Array.from(
        { length: SAMPLES },
        (_, sample) => 100 + Math.sin(seed + at + round * 7 + sample * 13) * 37.123456,
      ),
    );
  return result(variant.id, 'pass', {
    observations: saw(
      variant,
      ...variant.outcomes.slice(0, 1).map(({ match }, at) => [match, 40, at] as [string, number, number]),
    ),
    counters: { acquires: 1000 + seed, contended: seed },
    measures: given.measures.map(({ id }, at) => measureOf(id, rounds(at))),
    spans: Array.from({ length: SPANS }, (_, at) =>
      span(
        `thread ${at % 4}`,
        at % 2 === 0 ? 'waits for the lock' : 'holds the lock',
        at * 3.217,
        at * 3.217 + 2.5,
      ),
    ),
    logs: ['what it said at last', 'and the line before'],
  });
}

function wholeOf(subjects: readonly Subject[]): Report {
  const firefox = TARGETS.map((one) => ({
    ...one,
    id: 'firefox',
    kind: 'firefox' as const,
    title: 'Firefox',
  }));
  const targets = [...TARGETS.slice(0, 4), ...firefox.slice(0, 1), ...TARGETS.slice(4)];
  const scenarios = subjects.map((subject) => {
    const { id, title, section, rows, lesson, refs, measures, mutants, contractHash } = subject.contract;
    const twin = twinOf(subject);
    return scenario({
      id,
      title,
      section,
      rows,
      lesson,
      refs,
      measures,
      mutants,
      contractHash,
      rounds: ROUNDS,
      variants: variantsOf(subject.contract),
      source: source(subject.path, 'typescript'),
      ...(twin === undefined ? {} : { twin: source(twin, 'python') }),
    });
  });
  const cells = subjects.flatMap(({ contract: given }, at) =>
    targets.map((target, column) =>
      // Pages have no processes.
      given.requires.includes('process-scope') && ['chromium', 'firefox'].includes(target.kind)
        ? cell(given.id, target.id, [], { status: 'precondition', reason: 'a page has no processes' })
        : cell(
            given.id,
            target.id,
            variantsOf(given).map((variant) => ran(given, variant, at * 10 + column)),
          ),
    ),
  );
  return report({ targets, scenarios, cells });
}

test('the page of the whole catalogue on six targets is one file of less than 3 MB', async () => {
  const subjects = await readContracts(moduleFiles([]), new AbortController().signal);
  const whole = validateReport(wholeOf(subjects));
  expect(whole.cells.length).toBeGreaterThan(400);
  const page = renderHtml(whole);
  for (const { id } of subjects) expect(page).toContain(`<article id="${id}"`);
  expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
});
