/**
 * Holds a report to its schema, and its parts to each other, on the way out and on the way in.
 *
 * @module
 */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

import { contradictions } from './contradictions.ts';
import { SCHEMA_VERSION, type Report } from './model.ts';
import { REPORT_SCHEMA } from './schema.ts';

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
  const check = checker();
  if (!check(value)) throw new ReportError((check.errors ?? []).filter(telling).map(describe));
  const problems = contradictions(value);
  if (problems.length > 0) throw new ReportError(problems);
  return value;
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

let compiled: ValidateFunction<Report> | undefined;

function checker(): ValidateFunction<Report> {
  compiled ??= new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<Report>(REPORT_SCHEMA);
  return compiled;
}

/** An `anyOf` with null says "must be null" beside the real complaint, which is enough. */
function telling(error: ErrorObject): boolean {
  return error.keyword !== 'anyOf' && !(error.keyword === 'type' && error.params['type'] === 'null');
}

function describe(error: ErrorObject): string {
  const place = error.instancePath === '' ? '/' : error.instancePath;
  if (error.keyword === 'additionalProperties') {
    return `${place} has a property that no report has: ${String(error.params['additionalProperty'])}`;
  }
  if (error.keyword === 'enum') {
    return `${place} must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
  }
  return `${place} ${error.message ?? error.keyword}`;
}
