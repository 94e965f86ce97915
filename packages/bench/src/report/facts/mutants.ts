import type { ScenarioReport } from '../model.ts';

/** As the column of a mutant that was run is called among the variants. */
export function mutantVariant(mutant: string): string {
  return `mutant-${mutant}`;
}

/** The scenario with its own variants alone: what its broken twins do says nothing about a runtime. */
export function withoutMutants(scenario: ScenarioReport): ScenarioReport {
  const broken = new Set(scenario.mutants.map(({ id }) => mutantVariant(id)));
  return { ...scenario, variants: scenario.variants.filter(({ id }) => !broken.has(id)) };
}
