import {
  parseParams,
  rowOf,
  type Observation,
  type RunScenario,
  type Scenario,
} from '../../src/scenario/index.ts';

/** The key of an observation, and what the variant's table expects of it on a runtime. */
export function read(scenario: Scenario, variant: string, seen: Observation, runtime = 'node'): string {
  const { project } = scenario as RunScenario;
  const key = project(seen, parseParams(scenario.params, 'normal') as never);
  const table = scenario.outcomes[variant] ?? [];
  const row = rowOf(table, key, runtime);
  return `${key}: ${row === null ? 'unmatched' : table[row]?.expect}`;
}
