/**
 * Whether a definition has what its engine needs.
 *
 * @module
 */

import type { Checker } from './check.ts';
import { checkVariantName } from './check-outcomes.ts';
import { suggestion } from './nearest.ts';

type Fields = Readonly<Record<string, unknown>>;

export const RUN_FIELDS: readonly string[] = ['repeat', 'run', 'project'];
export const SAMPLE_FIELDS: readonly string[] = ['shape', 'actors', 'mutantActors', 'project'];
const ENGINES = ['run', 'sample', 'timing', 'terminate', 'stress'];

export function checkEngine(
  c: Checker,
  definition: Fields,
  variants: readonly string[],
  mutants: readonly string[],
): void {
  if (!c.oneOf('engine', definition['engine'], ENGINES)) return;
  if (definition['engine'] !== 'sample') {
    checkRun(c, definition);
    return;
  }
  c.call('project', definition['project'], '(results) => string');
  const shape = definition['shape'];
  if (c.object('shape', shape, '{ words, results }')) {
    c.fields('shape', shape, ['words', 'results']);
    c.integer('shape.words', shape['words'], 1, 1024);
    c.integer('shape.results', shape['results'], 1, 16);
  }
  if (c.object('actors', definition['actors'], '{ plain: [{ name, task }] }')) {
    for (const name of Object.keys(definition['actors']))
      checkVariantName(c, `actors.${name}`, name, variants);
    for (const variant of variants) checkActors(c, `actors.${variant}`, definition['actors'][variant]);
  }
  const broken = definition['mutantActors'] ?? {};
  if (!c.object('mutantActors', broken, '{ mutant: [{ name, task }] }')) return;
  for (const name of Object.keys(broken)) {
    if (!mutants.includes(name))
      c.fail(`mutantActors.${name}`, `is of no mutant; ${suggestion(name, mutants)}`);
  }
  for (const mutant of mutants) checkActors(c, `mutantActors.${mutant}`, broken[mutant]);
}

function checkRun(c: Checker, definition: Fields): void {
  c.call('run', definition['run'], '(ctx, params) => observation');
  c.call('project', definition['project'], '(observation, params) => string');
  const repeat = definition['repeat'];
  if (repeat !== undefined && typeof repeat !== 'function') c.integer('repeat', repeat, 1);
}

function checkActors(c: Checker, field: string, actors: unknown): void {
  if (!c.list(field, actors, '{ name, task }')) return;
  if (actors.length < 2) c.fail(field, 'has fewer than two actors; one alone has nobody to race with');
  actors.forEach((actor, i) => {
    const at = `${field}[${i}]`;
    if (!c.object(at, actor, '{ name, task }')) return;
    c.fields(at, actor, ['name', 'task']);
    c.text(`${at}.name`, actor['name'], 'what the actor is called');
    const task = actor['task'] as Partial<Readonly<Record<'url' | 'taskName', unknown>>> | undefined;
    if (!c.call(`${at}.task`, task, '(state, stateStride, results, resultStride, samples) => void')) return;
    if (typeof task?.url !== 'string' || typeof task.taskName !== 'string') {
      c.fail(
        `${at}.task`,
        'is a plain function, which does not travel; define it with defineTasks(import.meta.url, { ... })',
      );
    }
  });
}
