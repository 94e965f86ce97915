/**
 * Whether an observation survives the way to the report.
 *
 * @module
 */

/** What keeps a value from being plain data, as a sentence that names the place; undefined where nothing does. */
export function plainDataProblem(
  value: unknown,
  path: string = 'observation',
  inside: readonly object[] = [],
): string | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return undefined;
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? undefined
      : `${path} is ${value}, which JSON cannot hold; write it as a text`;
  }
  if (typeof value === 'bigint')
    return `${path} is a bigint, which JSON cannot hold; write it as a text with String()`;
  if (typeof value !== 'object')
    return `${path} is ${value === undefined ? 'undefined' : `a ${typeof value}`}, which is not plain data`;
  if (inside.includes(value)) return `${path} holds itself`;
  const within = [...inside, value];
  if (Array.isArray(value)) {
    return first(value.map((item, i) => plainDataProblem(item, `${path}[${i}]`, within)));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    const name = (value as { constructor?: { name?: string } }).constructor?.name ?? 'class';
    return `${path} is an instance of ${name}; return a plain object or array of what matters`;
  }
  return first(
    Object.entries(value).map(([key, field]) => plainDataProblem(field, `${path}.${key}`, within)),
  );
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
