/**
 * Whether a scenario's parameters are described so that the command line can check them.
 *
 * @module
 */

import type { Checker } from './check.ts';
import type { Param } from './contract.ts';
import { checkParam, ParamError } from './params.ts';

type Fields = Readonly<Record<string, unknown>>;

const SHARED = ['type', 'default', 'quick', 'about'];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  integer: [...SHARED, 'min', 'max', 'unit'],
  number: [...SHARED, 'min', 'max', 'unit'],
  boolean: SHARED,
  choice: [...SHARED, 'choices'],
};

export function checkParamSchema(c: Checker, params: unknown): void {
  if (!c.object('params', params, "{ n: { type: 'integer', default: 100, about: '...' } }")) return;
  for (const [name, param] of Object.entries(params)) {
    const field = `params.${name}`;
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name))
      c.fail(field, 'has a name that --param cannot take; use letters and digits');
    if (c.object(field, param, '{ type, default, about }')) checkOne(c, field, param);
  }
}

function checkOne(c: Checker, field: string, param: Fields): void {
  const type = param['type'];
  if (!c.oneOf(`${field}.type`, type, Object.keys(FIELDS))) return;
  c.fields(field, param, FIELDS[type] ?? SHARED);
  c.text(`${field}.about`, param['about'], 'what the parameter does');
  if (type === 'choice' && !c.texts(`${field}.choices`, param['choices'], 'what may be chosen')) return;
  for (const bound of ['min', 'max', 'unit'] as const) {
    const value = param[bound];
    if (value === undefined || (bound === 'unit' ? typeof value === 'string' : Number.isFinite(value)))
      continue;
    c.fail(
      `${field}.${bound}`,
      `is of type ${typeof value}; it must be a ${bound === 'unit' ? 'text' : 'finite number'}`,
    );
    return;
  }
  for (const preset of ['default', 'quick'] as const) {
    if (preset === 'quick' && param[preset] === undefined) continue;
    try {
      checkParam(field, param as unknown as Param, param[preset]);
    } catch (error) {
      if (!(error instanceof ParamError)) throw error;
      c.fail(`${field}.${preset}`, `is out of its own parameter's type or range: ${error.message}`);
    }
  }
}
