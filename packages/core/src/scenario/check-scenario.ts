/**
 * Whether a definition is a scenario, field by field.
 *
 * @module
 */

import { Checker } from './check.ts';
import { checkEngine, engineFields } from './check-engine.ts';
import { checkOutcomes } from './check-outcomes.ts';
import { checkParamSchema } from './check-params.ts';

type Fields = Readonly<Record<string, unknown>>;

const COMMON_FIELDS = [
  'id',
  'title',
  'section',
  'rows',
  'lesson',
  'refs',
  'requires',
  'params',
  'variants',
  'outcomes',
  'nonVacuous',
  'mutants',
  'measures',
  'limit',
  'engine',
];

const MUTANT_STATUSES = ['forbidden', 'notObserved', 'vacuous', 'timeout', 'error', 'crash'];
const UNITS = ['ms', 'ops/s', 'count', 'bytes', 'ratio'];

/** Every problem of a definition, as sentences; empty where it is a scenario. */
export function scenarioProblems(url: unknown, definition: unknown): string[] {
  const c = new Checker();
  if (typeof url !== 'string' || !URL.canParse(url)) {
    c.fail(
      'The first argument',
      `is ${typeof url === 'string' ? `'${url}'` : typeof url}; pass import.meta.url`,
    );
  }
  if (!c.object('The second argument', definition, 'the scenario')) return c.problems;
  c.fields('', definition, [...COMMON_FIELDS, ...engineFields(definition)]);
  checkId(c, definition['id']);
  c.text('title', definition['title'], 'what the scenario is called');
  c.text('lesson', definition['lesson'], 'what it teaches');
  c.integer('section', definition['section'], 0, 11);
  checkRows(c, definition['rows']);
  checkRefs(c, definition['refs']);
  c.texts('requires', definition['requires'], 'capability names');
  checkParamSchema(c, definition['params']);
  const variants = checkVariants(c, definition['variants']);
  checkOutcomes(c, definition['outcomes'], definition['nonVacuous'], variants);
  const mutants = checkMutants(c, definition['mutants'], variants);
  checkMeasures(c, definition['measures']);
  if (definition['limit'] !== undefined) c.integer('limit', definition['limit'], 1);
  checkEngine(c, definition, variants, mutants);
  return c.problems;
}

function checkId(c: Checker, id: unknown): void {
  if (!c.text('id', id, 'the name on the command line')) return;
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  const kebab = id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  c.fail('id', `is '${id}'; write it in kebab-case${kebab === '' ? '' : `: '${kebab}'`}`);
}

function checkRows(c: Checker, rows: unknown): void {
  if (!c.texts('rows', rows, "rows of the guide, such as '5.1'")) return;
  rows.forEach((row, i) => {
    if (!/^\d{1,2}\.\d{1,2}$/.test(row))
      c.fail(`rows[${i}]`, `is '${row}'; a row is written section.number, such as '5.1'`);
  });
}

function checkRefs(c: Checker, refs: unknown): void {
  if (!c.list('refs', refs, '{ title, url }')) return;
  refs.forEach((ref, i) => {
    const field = `refs[${i}]`;
    if (!c.object(field, ref, '{ title, url }')) return;
    c.fields(field, ref, ['title', 'url']);
    c.text(`${field}.title`, ref['title'], 'the name of the source');
    if (!c.text(`${field}.url`, ref['url'], 'the address of the source')) return;
    if (!/^https?:\/\//.test(ref['url']) || !URL.canParse(ref['url'])) {
      c.fail(`${field}.url`, `is '${ref['url']}'; it must be an address that begins with https://`);
    }
  });
}

function checkVariants(c: Checker, variants: unknown): readonly string[] {
  if (!c.object('variants', variants, "{ locked: { title: 'with a lock' } }")) return [];
  const names = Object.keys(variants);
  if (names.length === 0) c.fail('variants', 'is empty; a scenario has at least one variant');
  for (const name of names) {
    const field = `variants.${name}`;
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name))
      c.fail(field, 'has a name that is not letters, digits and hyphens');
    const variant = variants[name];
    if (!c.object(field, variant, '{ title }')) continue;
    c.fields(field, variant, ['title']);
    c.text(`${field}.title`, variant['title'], 'what the variant is called');
  }
  return names;
}

function checkMutants(c: Checker, mutants: unknown, variants: readonly string[]): readonly string[] {
  if (!c.list('mutants', mutants, '{ id, why, variant, status }')) return [];
  const ids: string[] = [];
  mutants.forEach((mutant, i) => {
    const field = `mutants[${i}]`;
    if (!c.object(field, mutant, '{ id, why, variant, status }')) return;
    c.fields(field, mutant, ['id', 'why', 'variant', 'status']);
    if (c.text(`${field}.id`, mutant['id'], 'the name of the mutant')) {
      if (ids.includes(mutant['id'])) c.fail(`${field}.id`, `is '${mutant['id']}', which another mutant has`);
      ids.push(mutant['id']);
    }
    c.text(`${field}.why`, mutant['why'], 'what is broken');
    if (variants.length > 0) c.oneOf(`${field}.variant`, mutant['variant'], variants);
    c.oneOf(`${field}.status`, mutant['status'], MUTANT_STATUSES);
  });
  return ids;
}

function checkMeasures(c: Checker, measures: unknown): void {
  if (!c.list('measures', measures, '{ id, title, unit, better }')) return;
  const ids = new Set<string>();
  measures.forEach((measure: unknown, i) => {
    const field = `measures[${i}]`;
    if (!c.object(field, measure, '{ id, title, unit, better }')) return;
    const { id } = measure as Fields;
    c.fields(field, measure, ['id', 'title', 'unit', 'better']);
    if (c.text(`${field}.id`, id, 'the name that ctx.measure takes')) {
      if (ids.has(id)) c.fail(`${field}.id`, `is '${id}', which another measure has`);
      ids.add(id);
    }
    c.text(`${field}.title`, measure['title'], 'what is measured');
    c.oneOf(`${field}.unit`, measure['unit'], UNITS);
    c.oneOf(`${field}.better`, measure['better'], ['lower', 'higher', 'neither']);
  });
}
