/**
 * What the logger writes of a value.
 *
 * @module
 */

import { traceOf } from '../../agent/print-error.ts';
import { textOf } from '../../wire/error-fields.ts';

/** The texts of all values, a space between. What follows a line break is set in, so that it is no record of its own. */
export function logText(values: readonly unknown[]): string {
  return oneLine(values.map(textOfOne).join(' '), '\n  ');
}

/** With another thing in place of each line break. */
export function oneLine(text: string, instead = ' '): string {
  return text.trimEnd().replaceAll(/\r\n|[\n\r\u2028\u2029]/g, instead);
}

function textOfOne(value: unknown): string {
  if (value instanceof Error) return traceOf(value);
  if (typeof value !== 'object' || value === null) return textOf(value);
  return isPlain(value) ? (json(value) ?? textOf(value)) : textOf(value);
}

/** What has no text of its own. */
function isPlain(value: object): boolean {
  const text = textOf(value);
  return Array.isArray(value) || text === '[object Object]';
}

/** Undefined for what has none: a cycle, a getter that throws. */
function json(value: object): string | undefined {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  } catch {
    return undefined;
  }
}
