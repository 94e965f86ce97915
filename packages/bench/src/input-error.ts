/**
 * What a person asked for that cannot be done: shown as its sentence alone, exit code 2.
 *
 * @module
 */

export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly exitCode: number = 2;
}
