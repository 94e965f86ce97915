import { readFileSync } from 'node:fs';

/** What the report's own code needs to know of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The report's schema. It is a file of its own for programs in other languages, and lies beside this one. */
export const REPORT_SCHEMA: Schema = JSON.parse(
  readFileSync(new URL('report.schema.json', import.meta.url), 'utf8'),
) as Schema;
