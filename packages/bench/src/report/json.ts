import type { Report } from './model.ts';
import { REPORT_SCHEMA, type Schema } from './schema.ts';

/**
 * The report as it is saved. Keys stand in the schema's order, and those of free records in alphabetical order, so that
 * two reports can be compared line by line whoever built them.
 */
export function renderJson(report: Report): string {
  return renderAs(report, REPORT_SCHEMA);
}

/** The same for any document that has a schema. */
export function renderAs(document: unknown, schema: Schema): string {
  return `${lines(inOrder(document, schema, schema), '')}\n`;
}

/** Indented, but what holds nothing deeper (a span, a list of samples) stays on one line: there are thousands. */
function lines(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const items = Object.values(value);
  if (items.every((item) => typeof item !== 'object' || item === null)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[\n${items.map((item) => inner + lines(item, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${lines(item, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function inOrder(value: unknown, given: Schema, root: Schema): unknown {
  const form = resolve(given, root);
  if (Array.isArray(value)) return value.map((item) => inOrder(item, form.items ?? {}, root));
  if (typeof value !== 'object' || value === null) return value;
  const properties = form.properties ?? {};
  const known = Object.keys(properties);
  const rank = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, inOrder(item, properties[key] ?? {}, root)]));
}

/** Follows a reference, and takes the half of `something or null` that says something. */
function resolve(form: Schema, root: Schema): Schema {
  if (form.$ref) return resolve(root.$defs?.[form.$ref.replace('#/$defs/', '')] ?? {}, root);
  return form.anyOf?.[0] ? resolve(form.anyOf[0], root) : form;
}
