/**
 * One mistake each, in the source as it is: what is found must be there once, so that a change of the source that takes a
 * mutant's place away is noticed.
 *
 * @module
 */

export interface Mutant {
  /** Whose proofs must find it. */
  readonly of: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

export type Row = readonly [file: string, why: string, find: string, replace: string];

export function mutants(of: string, rows: readonly Row[]): Mutant[] {
  return rows.map(([file, why, find, replace]) => ({ of, file, why, find, replace }));
}
