import { ThrownValue } from '../errors.ts';
import { textOf } from '../wire/error-fields.ts';

/** A thrown value as an error; looking at it may itself throw. */
export function asError(thrown: unknown): Error {
  try {
    if (thrown instanceof Error) return thrown;
  } catch {
    return new ThrownValue('Uncaught value that cannot be looked at');
  }
  return new ThrownValue(`Uncaught ${textOf(thrown)}`, thrown);
}
