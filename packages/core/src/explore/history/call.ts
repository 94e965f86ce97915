/**
 * One operation of a history: who did what from when to when, and what came of it.
 *
 * @module
 */

export interface Call {
  readonly agent: string;
  /** `acquire`, `put` … as the model knows it. */
  readonly name: string;
  readonly args: readonly unknown[];
  /** When it was called: any clock that all agents share and that never gives one number twice. */
  readonly called: number;
  /** When it returned; Infinity when it never did: then it may have had its effect or not. */
  readonly returned: number;
  readonly result: unknown;
}

/** Whether what came of a call is known. */
export function isPending({ returned }: Call): boolean {
  return returned === Infinity;
}

export function showCall({ name, args, result, returned }: Call): string {
  const shown = args.map(show).join(', ');
  if (returned === Infinity) return `${name}(${shown}) …`;
  return result === undefined ? `${name}(${shown})` : `${name}(${shown}) → ${show(result)}`;
}

function show(value: unknown): string {
  return typeof value === 'string'
    ? `'${value}'`
    : Array.isArray(value)
      ? JSON.stringify(value)
      : String(value);
}
