/**
 * What a contract's fingerprint is taken of.
 *
 * @module
 */

import type { AnyDefinition } from './contract.ts';
import { canonicalJson, fnv1a64 } from './hash.ts';

/**
 * The fingerprint of everything that gives an outcome its meaning. Wording (titles, lessons, reasons) is left out, so
 * that a better sentence makes no saved report incomparable; code is left out, because its text differs by runtime
 * and bundler.
 */
export function contractHash(scenario: AnyDefinition): string {
  return fnv1a64(
    canonicalJson({
      id: scenario.id,
      engine: scenario.engine,
      requires: [...scenario.requires].sort(),
      params: mapValues(scenario.params, ({ about: _about, ...param }) => param),
      variants: Object.keys(scenario.variants),
      outcomes: mapValues(scenario.outcomes, (rows) =>
        rows.map(({ match, expect, on }) => ({ match, expect, on })),
      ),
      nonVacuous: scenario.nonVacuous ?? {},
      mutants: scenario.mutants.map(({ id, variant, status }) => ({ id, variant, status })),
      measures: scenario.measures.map(({ id, unit, better }) => ({ id, unit, better })),
      ...ofEngine(scenario),
    }),
  );
}

function ofEngine(scenario: AnyDefinition): object {
  if ('run' in scenario) {
    return { repeat: typeof scenario.repeat === 'function' ? 'by parameters' : (scenario.repeat ?? 1) };
  }
  switch (scenario.engine) {
    case 'sample':
      return {
        shape: scenario.shape,
        actors: mapValues(scenario.actors, (actors) => actors.map(({ name }) => name)),
      };
    case 'terminate':
      return { bodies: Object.keys(scenario.bodies), provoked: scenario.provoke !== undefined };
    case 'stress':
      return {
        workers: mapValues(scenario.workers, (workers) =>
          workers.map(({ name, count = 1, mortal = false }) => ({ name, count, mortal })),
        ),
      };
  }
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
