/**
 * Whether a definition has what its engine needs.
 *
 * @module
 */

import { type Checker, show } from './check.ts';
import { checkVariantName } from './check-outcomes.ts';
import { suggestion } from './nearest.ts';

type Fields = Readonly<Record<string, unknown>>;

const RUN_FIELDS = ['repeat', 'run', 'project'];
const SAMPLE_FIELDS = ['shape', 'actors', 'mutantActors', 'project'];
const TERMINATE_FIELDS = ['bodies', 'mutantBodies', 'prepare', 'provoke'];
const STRESS_FIELDS = ['workers', 'mutantWorkers', 'prepare', 'finish', 'check', 'project'];
const ACTOR = '(state, stateStride, results, resultStride, samples) => void';
const BODY = '(shared) => void';
const WORKER = '(shared, chaos) => void';
const ENGINES = ['run', 'sample', 'timing', 'terminate', 'stress'];

/** The fields that a definition may have because of its engine. */
export function engineFields(definition: Fields): readonly string[] {
  if (definition['engine'] === 'sample') return SAMPLE_FIELDS;
  if (definition['engine'] === 'stress') return STRESS_FIELDS;
  return isWatched(definition) ? TERMINATE_FIELDS : RUN_FIELDS;
}

/** Whether the engine sees the endings, and not `run` by itself. */
function isWatched(definition: Fields): boolean {
  return definition['engine'] === 'terminate' && definition['run'] === undefined;
}

export function checkEngine(
  c: Checker,
  definition: Fields,
  variants: readonly string[],
  mutants: readonly string[],
): void {
  if (!c.oneOf('engine', definition['engine'], ENGINES)) return;
  if (definition['engine'] === 'sample') checkSample(c, definition, variants, mutants);
  else if (definition['engine'] === 'stress') checkStress(c, definition, variants, mutants);
  else if (isWatched(definition)) checkTerminate(c, definition, variants, mutants);
  else checkRun(c, definition);
}

function checkSample(
  c: Checker,
  definition: Fields,
  variants: readonly string[],
  mutants: readonly string[],
): void {
  c.call('project', definition['project'], '(results) => string');
  const shape = definition['shape'];
  if (c.object('shape', shape, '{ words, results }')) {
    c.fields('shape', shape, ['words', 'results']);
    c.integer('shape.words', shape['words'], 1, 1024);
    c.integer('shape.results', shape['results'], 1, 16);
  }
  for (const [name, actors] of perVariant(c, definition, 'actors', '[{ name, task }]', variants))
    checkActors(c, `actors.${name}`, actors);
  const broken = perMutant(c, definition, 'mutantActors', '[{ name, task }]', mutants);
  for (const mutant of mutants) checkActors(c, `mutantActors.${mutant}`, broken[mutant]);
}

function checkTerminate(
  c: Checker,
  definition: Fields,
  variants: readonly string[],
  mutants: readonly string[],
): void {
  for (const [name, body] of perVariant(c, definition, 'bodies', 'task', variants))
    checkTask(c, `bodies.${name}`, body, BODY);
  for (const [name, body] of Object.entries(perMutant(c, definition, 'mutantBodies', 'task', mutants)))
    checkTask(c, `mutantBodies.${name}`, body, BODY);
  c.call('prepare', definition['prepare'], '(ctx, params) => shared');
  if (definition['provoke'] !== undefined)
    c.call('provoke', definition['provoke'], '(ctx, shared, params) => void');
}

function checkStress(
  c: Checker,
  definition: Fields,
  variants: readonly string[],
  mutants: readonly string[],
): void {
  for (const [name, workers] of perVariant(c, definition, 'workers', '[{ name, task }]', variants))
    checkWorkers(c, `workers.${name}`, workers);
  const broken = perMutant(c, definition, 'mutantWorkers', '[{ name, task }]', mutants);
  for (const [name, workers] of Object.entries(broken)) checkWorkers(c, `mutantWorkers.${name}`, workers);
  c.call('prepare', definition['prepare'], '(ctx, params) => shared');
  if (definition['finish'] !== undefined)
    c.call('finish', definition['finish'], '(ctx, shared, params) => void');
  c.call('check', definition['check'], '(ctx, shared, episode, params) => observation');
  c.call('project', definition['project'], '(observation, params) => string');
}

/** What a field has for each variant, which it must have for all. */
function perVariant(
  c: Checker,
  definition: Fields,
  field: string,
  what: string,
  variants: readonly string[],
): (readonly [string, unknown])[] {
  const table = definition[field];
  if (!c.object(field, table, `{ variant: ${what} }`)) return [];
  for (const name of Object.keys(table)) checkVariantName(c, `${field}.${name}`, name, variants);
  return variants.map((variant) => [variant, table[variant]]);
}

function perMutant(
  c: Checker,
  definition: Fields,
  field: string,
  what: string,
  mutants: readonly string[],
): Fields {
  const table = definition[field] ?? {};
  if (!c.object(field, table, `{ mutant: ${what} }`)) return {};
  for (const name of Object.keys(table)) {
    if (!mutants.includes(name)) c.fail(`${field}.${name}`, `is of no mutant; ${suggestion(name, mutants)}`);
  }
  return table;
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
    checkTask(c, `${at}.task`, actor['task'], ACTOR);
  });
}

function checkWorkers(c: Checker, field: string, workers: unknown): void {
  if (!c.list(field, workers, '{ name, task }')) return;
  if (workers.length === 0) c.fail(field, 'is empty; an episode without threads shows nothing');
  workers.forEach((worker, i) => {
    const at = `${field}[${i}]`;
    if (!c.object(at, worker, '{ name, task }')) return;
    c.fields(at, worker, ['name', 'task', 'count', 'mortal']);
    c.text(`${at}.name`, worker['name'], 'what the worker is called');
    checkTask(c, `${at}.task`, worker['task'], WORKER);
    if (worker['count'] !== undefined) c.integer(`${at}.count`, worker['count'], 1, 256);
    if (worker['mortal'] !== undefined && typeof worker['mortal'] !== 'boolean')
      c.fail(`${at}.mortal`, `is ${show(worker['mortal'])}; it must be true or false`);
  });
}

function checkTask(c: Checker, field: string, value: unknown, signature: string): void {
  const task = value as Partial<Readonly<Record<'url' | 'taskName', unknown>>> | undefined;
  if (!c.call(field, task, signature)) return;
  if (typeof task?.url !== 'string' || typeof task.taskName !== 'string') {
    c.fail(
      field,
      'is a plain function, which does not travel; define it with defineTasks(import.meta.url, { ... })',
    );
  }
}
