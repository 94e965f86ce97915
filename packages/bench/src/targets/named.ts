/**
 * The words by which the command line means targets.
 *
 * @module
 */

import { InputError } from '../input-error.ts';

/** One target as it was asked for. */
export interface Named {
  /** What is typed to mean it again: `node@22:/opt/node-22/bin/node`. */
  readonly word: string;
  /** What it is called in reports: `node`, `node@22`, `node@/opt/node/bin/node`. */
  readonly id: string;
  /** Where its program is; undefined for wherever it is found. */
  readonly at: string | undefined;
}

/** A target by its plain name, wherever it is found. */
export function plainly(kind: string): Named {
  return { word: kind, id: kind, at: undefined };
}

/** How people call it: by its name where it is the only one of its kind that goes by a plain word. */
export function titleOf({ id, at }: Named, plain: string): string {
  return at === undefined ? plain : id;
}

/**
 * Reads `node`, `node@/path/to/node` or `node@22:/path/to/node`.
 *
 * @throws {InputError} where no path follows
 */
export function readName(word: string): Named & { readonly kind: string } {
  const cut = word.indexOf('@');
  if (cut < 0) return { ...plainly(word), kind: word };
  const kind = word.slice(0, cut);
  const rest = word.slice(cut + 1);
  const [, label, path] = /^([^/\\:]+):(?!\\)(.*)$/.exec(rest) ?? [undefined, undefined, rest];
  if (path === undefined || !/[/\\]/.test(path)) {
    const labelled = label ?? rest;
    const also = labelled === '' ? '' : `, or ${kind}@${labelled}:/path/to/${kind}`;
    throw new InputError(`'${word}' names no path; write ${kind}@/path/to/${kind}${also}`);
  }
  return { kind, word, id: label === undefined ? word : `${kind}@${label}`, at: path };
}
