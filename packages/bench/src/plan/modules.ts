/**
 * From what a person typed to the files of scenario modules.
 *
 * @module
 */

import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suggestion } from '@interleave/core/scenario';
import { catalogue } from '@interleave/core/scenarios';
import { InputError } from '../input-error.ts';

/** The scenarios that come with interleave: their names and files. */
export function catalogueFiles(): ReadonlyMap<string, string> {
  const index = import.meta.resolve('@interleave/core/scenarios');
  const files = catalogue.map(({ id, module }) => {
    const url = new URL(`./${module}${extname(index)}`, index);
    return [id, fileURLToPath(url)] as const;
  });
  return new Map(files);
}

/**
 * The files of the named scenarios, in the order given; of the whole catalogue where none is named. A word that looks
 * like a path is one.
 */
export function moduleFiles(words: readonly string[]): string[] {
  const known = catalogueFiles();
  if (words.length === 0) return [...known.values()];
  const files = words.map((word) => {
    const file = known.get(word);
    if (file !== undefined) return file;
    if (looksLikePath(word)) return existing(split(word).path);
    throw new InputError(
      `There is no scenario '${word}': ${suggestion(word, known.keys())} (a file of your own is given by its path, such as ./${word}.ts)`,
    );
  });
  return [...new Set(files)];
}

/**
 * Of the scenarios in the named modules, those that are meant: `./mine.ts` means all that it exports,
 * `./mine.ts#one` the one of that name.
 *
 * @throws {InputError} for a name that its module does not have
 */
export function chosen<T extends { readonly id: string; readonly path: string }>(
  scenarios: readonly T[],
  words: readonly string[],
): T[] {
  const wanted = new Map<string, Set<string>>();
  const whole = new Set<string>();
  for (const word of words.filter(looksLikePath)) {
    const { path, id } = split(word);
    const file = resolve(path);
    if (id === undefined) {
      whole.add(file);
      continue;
    }
    const ids = scenarios.filter((scenario) => scenario.path === file).map((scenario) => scenario.id);
    if (!ids.includes(id)) throw new InputError(`${path} has no scenario '${id}': ${suggestion(id, ids)}`);
    wanted.set(file, (wanted.get(file) ?? new Set()).add(id));
  }
  return scenarios.filter(({ id, path }) => whole.has(path) || (wanted.get(path)?.has(id) ?? true));
}

function looksLikePath(word: string): boolean {
  return /[/\\]/.test(word) || /\.[cm]?[jt]s$/.test(split(word).path);
}

/** A path and, behind a `#`, the name of one of its scenarios; a file may have a `#` in its own name. */
function split(word: string): { readonly path: string; readonly id: string | undefined } {
  const cut = existsSync(word) ? -1 : word.lastIndexOf('#');
  return cut < 0 ? { path: word, id: undefined } : { path: word.slice(0, cut), id: word.slice(cut + 1) };
}

function existing(word: string): string {
  const file = resolve(word);
  if (!existsSync(file)) throw new InputError(`There is no file ${word}`);
  if (!statSync(file).isFile())
    throw new InputError(`${word} is not a file; name the scenario module itself`);
  return file;
}
