/**
 * Which scenarios of two reports are not compared, and why.
 *
 * @module
 */

import type { Report, ScenarioReport } from '../report/model.ts';
import type { Comparison } from './model.ts';

type Given = Report & { readonly path: string };

/** A scenario of another contract promises something else, and one of other parameters does other work. */
export function refusalsOf(before: Given, after: Given): Comparison['refused'] {
  const ids = [...new Set([...before.scenarios, ...after.scenarios].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [was, is] = [before, after].map(({ scenarios }) => scenarios.find((one) => one.id === id));
    if (was === undefined || is === undefined)
      return [{ what: id, reason: `it is only in ${was === undefined ? after.path : before.path}` }];
    const reason = why(was, is);
    return reason === undefined ? [] : [{ what: id, reason }];
  });
}

function why(was: ScenarioReport, is: ScenarioReport): string | undefined {
  if (was.contractHash !== is.contractHash)
    return `its contract changed (${was.contractHash} and ${is.contractHash}): run both with the same scenario`;
  const differing = is.params.flatMap(({ name, value }) => {
    const other = was.params.find((param) => param.name === name)?.value;
    return other === value ? [] : [`${name} is ${String(other)} and ${String(value)}`];
  });
  return differing.length === 0 ? undefined : `its parameters differ: ${differing.join(', ')}`;
}
