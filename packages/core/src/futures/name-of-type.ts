/** What a printed future says its result is. */
export function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  try {
    const named =
      value instanceof Error ? value.name : (value.constructor as { name?: unknown } | undefined)?.name;
    return typeof named === 'string' && named !== '' ? named : 'object';
  } catch {
    return 'object';
  }
}
