/** What a predicate says. One that gives a promise would always be true. */
export function ask(predicate: () => boolean): boolean {
  const answer: unknown = predicate();
  if (typeof (answer as { then?: unknown } | null | undefined)?.then !== 'function') return Boolean(answer);
  throw new TypeError('Cannot wait: the predicate gave a promise; it must say true or false at once');
}
