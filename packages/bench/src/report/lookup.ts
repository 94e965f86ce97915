import type { Timeline } from '@interleave/core/scenario';
import type { CellReport, Report, ScenarioReport, TargetReport, VariantReport } from './model.ts';

/** A report's parts by name. */
export interface Lookup {
  cell(scenario: string, target: string): CellReport | undefined;
  variant(scenario: string, target: string, variant: string): VariantReport | undefined;
  /** The targets of a scenario that have observations or measures of a variant, in column order. */
  ran(scenario: ScenarioReport, variant: string): { target: TargetReport; result: VariantReport }[];
  /** The targets whose threads wrote down what they did in a variant, also where it came to no observation. */
  recorded(
    scenario: ScenarioReport,
    variant: string,
  ): { target: TargetReport; result: VariantReport; timeline: Timeline }[];
  /** As people call the target. */
  title(target: string): string;
}

/** Indexes a report once, so that renderers need not search it per cell. */
export function lookup(report: Report): Lookup {
  const cells = new Map(report.cells.map((cell) => [`${cell.scenario}\n${cell.target}`, cell]));
  const titles = new Map(report.targets.map((target) => [target.id, target.title]));
  const cell = (scenario: string, target: string): CellReport | undefined =>
    cells.get(`${scenario}\n${target}`);
  const variant = (scenario: string, target: string, name: string): VariantReport | undefined =>
    cell(scenario, target)?.variants.find((one) => one.variant === name);
  return {
    cell,
    variant,
    ran: (scenario, name) =>
      report.targets.flatMap((target) => {
        const result = variant(scenario.id, target.id, name);
        return result && result.observations.length + result.measures.length > 0 ? [{ target, result }] : [];
      }),
    recorded: (scenario, name) =>
      report.targets.flatMap((target) => {
        const result = variant(scenario.id, target.id, name);
        return result?.timeline === undefined ? [] : [{ target, result, timeline: result.timeline }];
      }),
    title: (target) => titles.get(target) ?? target,
  };
}
