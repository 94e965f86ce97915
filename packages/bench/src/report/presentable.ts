import type { Report } from './model.ts';
import { oneLine, visible } from './text.ts';

/** The properties whose lines are lines; everything else is a name, a sentence or a key, and stands on one. */
const MANY_LINES: ReadonlySet<string> = new Set(['text', 'logs', 'stack']);

/**
 * The same report with every string made safe to look at, so that no renderer has to think of it. It is for reading;
 * what is saved keeps each character that was logged.
 */
export function presentable(report: Report): Report {
  return clean(report, '') as Report;
}

function clean(value: unknown, name: string): unknown {
  if (typeof value === 'string') return MANY_LINES.has(name) ? visible(value) : oneLine(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [oneLine(key), clean(item, key)]));
}
