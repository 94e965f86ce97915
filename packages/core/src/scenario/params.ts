/**
 * The values of a scenario's parameters: defaults, the quick preset, and what the command line says.
 *
 * @module
 */

import type { Param, ParamSchema } from './contract.ts';
import { suggestion } from './nearest.ts';

export type ParamValue = number | boolean | string;
export type Preset = 'normal' | 'quick';

/** A parameter that a person got wrong: the sentence names it, its type and its range. */
export class ParamError extends Error {
  override readonly name: string = 'ParamError';
  readonly code: string = 'ERR_PARAM';
}

/** Every parameter's value: the preset's, overridden by texts as the command line has them. */
export function parseParams(
  schema: ParamSchema,
  preset: Preset,
  texts: Readonly<Record<string, string>> = {},
): Record<string, ParamValue> {
  const values: Record<string, ParamValue> = {};
  for (const [name, param] of Object.entries(schema)) {
    values[name] = preset === 'quick' && param.quick !== undefined ? param.quick : param.default;
  }
  for (const [name, text] of Object.entries(texts)) {
    values[name] = parseParam(name, known(schema, name), text);
  }
  return values;
}

/** The values as another process sent them, checked again; a parameter that it left out has its default. */
export function checkParams(
  schema: ParamSchema,
  sent: Readonly<Record<string, unknown>>,
): Record<string, ParamValue> {
  const values = parseParams(schema, 'normal');
  for (const [name, value] of Object.entries(sent))
    values[name] = checkParam(name, known(schema, name), value);
  return values;
}

/** One value as typed on a command line. */
export function parseParam(name: string, param: Param, text: string): ParamValue {
  const trimmed = text.trim();
  switch (param.type) {
    case 'boolean':
      if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
      throw wrong(name, param, text);
    case 'choice':
      return checkParam(name, param, trimmed);
    default:
      // Number('') is 0 and Number('0x10') is 16: neither is what somebody meant by a decimal number.
      if (!/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) throw wrong(name, param, text);
      return checkParam(name, param, Number(trimmed.replaceAll('_', '')));
  }
}

/** The value where it is of the parameter's type and in its range, else a {@link ParamError}. */
export function checkParam(name: string, param: Param, value: unknown): ParamValue {
  if (accepts(param, value)) return value as ParamValue;
  throw wrong(name, param, value);
}

function accepts(param: Param, value: unknown): boolean {
  switch (param.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && param.choices.includes(value);
    default:
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      if (param.type === 'integer' && !Number.isSafeInteger(value)) return false;
      return value >= (param.min ?? -Infinity) && value <= (param.max ?? Infinity);
  }
}

/** What a parameter takes, in words: `an integer from 1 to 100 (ms)`. */
export function describeParam(param: Param): string {
  switch (param.type) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${param.choices.map((choice) => `'${choice}'`).join(', ')}`;
    default: {
      const kind = param.type === 'integer' ? 'an integer' : 'a number';
      const unit = param.unit === undefined ? '' : ` (${param.unit})`;
      if (param.min !== undefined && param.max !== undefined)
        return `${kind} from ${param.min} to ${param.max}${unit}`;
      if (param.min !== undefined) return `${kind} of at least ${param.min}${unit}`;
      if (param.max !== undefined) return `${kind} of at most ${param.max}${unit}`;
      return kind + unit;
    }
  }
}

function known(schema: ParamSchema, name: string): Param {
  const param = Object.hasOwn(schema, name) ? schema[name] : undefined;
  if (param === undefined)
    throw new ParamError(`There is no parameter '${name}': ${suggestion(name, Object.keys(schema))}`);
  return param;
}

function wrong(name: string, param: Param, value: unknown): ParamError {
  const near =
    param.type === 'choice' && typeof value === 'string' ? `; ${suggestion(value, param.choices)}` : '';
  return new ParamError(`Parameter '${name}' takes ${describeParam(param)}, not ${show(value)}${near}`);
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
