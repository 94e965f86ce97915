/**
 * Why a value cannot travel. The path is not kept while values are written: it is gathered on the way out.
 *
 * @module
 */

import { ScopeError, SerializationError } from '../errors.ts';

/** A property, an array's index, or a place in a Map or Set. */
export type Step = string | number | { readonly text: string };

function stepText(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'object') return step.text;
  return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

export class Refusal extends Error {
  /** From the refused value up. */
  readonly #steps: Step[] = [];
  readonly #scope: boolean;

  constructor(why: string, scope = false) {
    super(why);
    this.#scope = scope;
  }

  within(step: Step): void {
    this.#steps.push(step);
  }

  /** Where the refused value is, in what is written. */
  place(root = ''): string {
    const path = root + this.#steps.toReversed().map(stepText).join('');
    return root === '' ? path.replace(/^\./, '') : path;
  }

  /** What the sender sees. */
  told(root: string): Error {
    const path = this.place(root);
    const message = `Cannot send ${path}: ${this.message}`;
    return this.#scope ? new ScopeError(message, path) : new SerializationError(message, path);
  }
}

/** An error on its way out of a value's part, which it is told of. */
export function within(error: unknown, step: Step): unknown {
  if (error instanceof Refusal) error.within(step);
  return error;
}

/** V8 and JavaScriptCore say RangeError, SpiderMonkey InternalError. */
export function isStackOverflow(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message } = error as { name?: unknown; message?: unknown };
  return (name === 'RangeError' || name === 'InternalError') && /call stack|recursion/i.test(String(message));
}
