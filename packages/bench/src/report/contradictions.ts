import { titleOf } from './exploration.ts';
import { countsOf, gradedOf, verdictOf } from './summary.ts';
import { timelineProblems } from './timeline-problems.ts';
import type { CellReport, Report, ScenarioReport } from './model.ts';

/**
 * What a schema cannot say: names that nothing bears, two things of one name, and figures that do not follow from the
 * cells. Renderers look things up by name and rely on this.
 */
export function contradictions(report: Report): string[] {
  const problems: string[] = [];
  const scenarios = new Map(report.scenarios.map((scenario) => [scenario.id, scenario]));
  const targets = new Set(report.targets.map((target) => target.id));
  problems.push(
    ...twice(
      '/scenarios',
      report.scenarios.map((scenario) => scenario.id),
    ),
  );
  problems.push(
    ...twice(
      '/targets',
      report.targets.map((target) => target.id),
    ),
  );
  problems.push(
    ...twice(
      '/cells',
      report.cells.map((cell) => `${cell.scenario} on ${cell.target}`),
    ),
  );
  for (const [index, scenario] of report.scenarios.entries()) {
    problems.push(
      ...twice(
        `/scenarios/${index}/variants`,
        scenario.variants.map((variant) => variant.id),
      ),
    );
    problems.push(
      ...twice(
        `/scenarios/${index}/measures`,
        scenario.measures.map((measure) => measure.id),
      ),
    );
  }
  for (const [index, cell] of report.cells.entries()) {
    const place = `/cells/${index}`;
    const scenario = scenarios.get(cell.scenario);
    if (!targets.has(cell.target))
      problems.push(`${place}/target names no target of this report: ${cell.target}`);
    if (scenario) problems.push(...inCell(place, cell, scenario));
    else problems.push(`${place}/scenario names no scenario of this report: ${cell.scenario}`);
  }
  for (const [status, count] of Object.entries(countsOf(report.cells))) {
    const said = (report.counts as Readonly<Record<string, number>>)[status];
    if (said !== count) problems.push(`/counts/${status} is ${said}, but ${count} cells have that status`);
  }
  problems.push(
    ...twice(
      '/explorations',
      (report.explorations ?? []).map((one) => `${one.module} ${titleOf(one)}`),
    ),
  );
  const verdict = verdictOf(gradedOf(report), report.interrupted);
  if (verdict.ok !== report.verdict.ok || verdict.status !== report.verdict.status) {
    problems.push(`/verdict does not follow from the cells and explorations: they come to ${verdict.status}`);
  }
  return problems;
}

function inCell(place: string, cell: CellReport, scenario: ScenarioReport): string[] {
  const problems = twice(
    `${place}/variants`,
    cell.variants.map((variant) => variant.variant),
  );
  const measures = new Set(scenario.measures.map((measure) => measure.id));
  for (const [index, variant] of cell.variants.entries()) {
    const here = `${place}/variants/${index}`;
    const contract = scenario.variants.find((one) => one.id === variant.variant);
    if (!contract) {
      problems.push(`${here}/variant names no variant of ${scenario.id}: ${variant.variant}`);
      continue;
    }
    for (const [row, observation] of variant.observations.entries()) {
      if ((observation.row === null) !== (observation.expect === 'unmatched')) {
        problems.push(`${here}/observations/${row}/row must be null exactly where expect is unmatched`);
      } else if (observation.row !== null && observation.row >= contract.outcomes.length) {
        problems.push(
          `${here}/observations/${row}/row is ${observation.row}, past the end of the outcome table`,
        );
      }
    }
    problems.push(...timelineProblems(`${here}/timeline`, variant.timeline));
    for (const [list, reported] of Object.entries({
      measures: variant.measures,
      again: variant.again ?? [],
    })) {
      for (const [number, measure] of reported.entries()) {
        if (!measures.has(measure.id))
          problems.push(`${here}/${list}/${number}/id names no measure: ${measure.id}`);
      }
    }
  }
  return problems;
}

function twice(place: string, names: readonly string[]): string[] {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `${place} has ${name} twice`);
}
