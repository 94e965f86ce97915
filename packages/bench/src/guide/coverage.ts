import type { GuideRow } from './section.ts';
import { SECTIONS } from './sections.ts';

/** Which scenarios work which rows of the guide. */
export interface Coverage<T> {
  /** Every row, in the guide's order; a row without a scenario has an empty list. */
  readonly rows: readonly { readonly row: GuideRow; readonly scenarios: readonly T[] }[];
  /** Rows that a scenario names and the guide does not have. */
  readonly unknown: readonly { readonly scenario: T; readonly row: string }[];
}

/** Puts scenarios beside the rows that they say they work. */
export function coverage<T extends { readonly rows: readonly string[] }>(
  scenarios: readonly T[],
): Coverage<T> {
  const rows = SECTIONS.flatMap((section) => section.rows);
  const known = new Set(rows.map(({ id }) => id));
  return {
    rows: rows.map((row) => ({ row, scenarios: scenarios.filter((one) => one.rows.includes(row.id)) })),
    unknown: scenarios.flatMap((scenario) =>
      scenario.rows.filter((row) => !known.has(row)).map((row) => ({ scenario, row })),
    ),
  };
}
