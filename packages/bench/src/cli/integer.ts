import { InputError } from '../input-error.ts';

/**
 * An option's number.
 *
 * @throws {InputError} naming the option, its type and its range
 */
export function integer(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new InputError(`${option} takes an integer from ${min} to ${max}, not '${text}'`);
}
