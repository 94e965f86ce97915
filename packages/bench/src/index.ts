/**
 * What programs can use of the bench: its report, as a type and as something to check.
 *
 * @module
 */

export type * from './report/model.ts';
export { SCHEMA_VERSION } from './report/model.ts';
export { parseReport, ReportError, validateReport } from './report/validate.ts';
