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
    if (looksLikePath(word)) return existing(word);
    throw new InputError(
      `There is no scenario '${word}': ${suggestion(word, known.keys())} (a file of your own is given by its path, such as ./${word}.ts)`,
    );
  });
  return [...new Set(files)];
}

function looksLikePath(word: string): boolean {
  return /[/\\]/.test(word) || /\.[cm]?[jt]s$/.test(word);
}

function existing(word: string): string {
  const file = resolve(word);
  if (!existsSync(file)) throw new InputError(`There is no file ${word}`);
  if (!statSync(file).isFile())
    throw new InputError(`${word} is not a file; name the scenario module itself`);
  return file;
}
