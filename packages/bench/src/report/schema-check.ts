/**
 * What a JSON schema says against a document, as sentences that name each place.
 *
 * @module
 */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

import type { Schema } from './schema.ts';

/** A check that is compiled when first needed; what it gives is empty for a document that the schema takes. */
export function checkerOf(schema: Schema, what: string): (value: unknown) => string[] {
  let compiled: ValidateFunction | undefined;
  return (value) => {
    compiled ??= new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    return compiled(value)
      ? []
      : (compiled.errors ?? []).filter(telling).map((error) => describe(error, what));
  };
}

/** An `anyOf` with null says "must be null" beside the real complaint, which is enough. */
function telling(error: ErrorObject): boolean {
  return error.keyword !== 'anyOf' && !(error.keyword === 'type' && error.params['type'] === 'null');
}

function describe(error: ErrorObject, what: string): string {
  const place = error.instancePath === '' ? '/' : error.instancePath;
  if (error.keyword === 'additionalProperties') {
    return `${place} has a property that no ${what} has: ${String(error.params['additionalProperty'])}`;
  }
  if (error.keyword === 'enum') {
    return `${place} must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
  }
  return `${place} ${error.message ?? error.keyword}`;
}
