/**
 * Holds a report to its schema, and its parts to each other, on the way out and on the way in.
 *
 * @module
 */

import { contradictions } from './contradictions.ts';
import { SCHEMA_VERSION, type Report } from './model.ts';
import { checkerOf } from './schema-check.ts';
import { REPORT_SCHEMA } from './schema.ts';

const problemsOf = checkerOf(REPORT_SCHEMA, 'report');

/** A document that is not a report; `problems` names each place, as a JSON pointer, and what is wrong there. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code = 'REPORT_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const rest = problems.length > 5 ? [`… and ${problems.length - 5} more`] : [];
    super(['this is not a valid report:', ...problems.slice(0, 5), ...rest].join('\n  '));
    this.problems = problems;
  }
}

/** The same value, known to be a report; throws `ReportError` where it is none. */
export function validateReport(value: unknown): Report {
  const version = (value as { schemaVersion?: unknown } | null | undefined)?.schemaVersion;
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    const newer = `/schemaVersion is ${version}; this interleave reads ${SCHEMA_VERSION}: a newer one wrote it`;
    throw new ReportError([newer]);
  }
  const formal = problemsOf(value);
  if (formal.length > 0) throw new ReportError(formal);
  const report = value as Report;
  const problems = contradictions(report);
  if (problems.length > 0) throw new ReportError(problems);
  return report;
}

/** The report that a file's text holds; throws `ReportError` where it holds none. */
export function parseReport(text: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ReportError([`it is not JSON: ${(error as Error).message}`]);
  }
  return validateReport(value);
}
