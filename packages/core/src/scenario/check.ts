/**
 * Finding what is wrong with a value and saying it so that it can be mended at once.
 *
 * @module
 */

import { suggestion } from './nearest.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A scenario that breaks the contract's types: every problem in a sentence that names its field. */
export class ContractError extends TypeError {
  override readonly name: string = 'ContractError';
  readonly code: string = 'ERR_CONTRACT';
  readonly problems: readonly string[];
  constructor(subject: string, problems: readonly string[]) {
    super(`${subject} breaks the contract:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Collects problems; each check answers whether the value is usable, so that dependent checks can be left out. */
export class Checker {
  readonly problems: string[] = [];

  fail(field: string, wrong: string): false {
    this.problems.push(`${field} ${wrong}`);
    return false;
  }

  text(field: string, value: unknown, what: string): value is string {
    if (typeof value === 'string' && value.trim() !== '') return true;
    return this.fail(field, `is ${show(value)}; it must be ${what}, as a text that is not empty`);
  }

  object(field: string, value: unknown, what: string): value is Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
    return this.fail(field, `is ${show(value)}; it must be an object: ${what}`);
  }

  list(field: string, value: unknown, what: string): value is readonly unknown[] {
    if (Array.isArray(value)) return true;
    return this.fail(field, `is ${show(value)}; it must be an array of ${what}`);
  }

  texts(field: string, value: unknown, what: string): value is readonly string[] {
    if (!this.list(field, value, what)) return false;
    return value.map((item, i) => this.text(`${field}[${i}]`, item, what)).every(Boolean);
  }

  oneOf(field: string, value: unknown, choices: readonly string[]): value is string {
    if (typeof value === 'string' && choices.includes(value)) return true;
    const hint =
      typeof value === 'string' ? suggestion(value, choices) : `it must be one of ${choices.join(', ')}`;
    return this.fail(field, `is ${show(value)}; ${hint}`);
  }

  integer(field: string, value: unknown, min: number, max: number = Infinity): value is number {
    if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return true;
    const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
    return this.fail(field, `is ${show(value)}; it must be an integer ${range}`);
  }

  call(field: string, value: unknown, signature: string): boolean {
    return (
      typeof value === 'function' ||
      this.fail(field, `is ${show(value)}; it must be a function: ${signature}`)
    );
  }

  /** Refuses names that mean nothing, which is how a misspelt optional field would otherwise be lost. */
  fields(field: string, value: Fields, known: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (!known.includes(name))
        this.fail(field === '' ? name : `${field}.${name}`, `is no field here; ${suggestion(name, known)}`);
    }
  }
}

/** A value in a few characters. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'missing' : String(value);
}
