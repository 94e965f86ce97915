/**
 * `interleave init`: two scenarios to begin with.
 *
 * @module
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { InputError } from '../input-error.ts';
import { readerOf } from '../plan/reader.ts';
import { list } from '../report/format.ts';
import { quoted } from './replay-command.ts';

const PASSES = 'locked-counter.ts';
const CAUGHT = 'raced-counter.ts';

/**
 * Writes one scenario that passes and one that is caught, and says what to type next.
 *
 * @throws {InputError} where one of the files is there already: nothing is written over
 */
export async function init(folder: string): Promise<void> {
  const files = [PASSES, CAUGHT].map((name) => ({ name, path: join(resolve(folder), name) }));
  const there = files.filter(({ path }) => existsSync(path)).map(({ path }) => shown(path));
  if (there.length > 0)
    throw new InputError(
      `${list(there)} ${there.length === 1 ? 'is' : 'are'} there already and would be lost; name another folder: interleave init my-scenarios`,
    );
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, path } of files)
      writeFileSync(path, readFileSync(new URL(`../init/${name}.txt`, import.meta.url)), { flag: 'wx' });
  } catch (error) {
    throw new InputError(`${folder} is no folder that can be written: ${(error as Error).message}`);
  }
  const [passes, caught] = files.map(({ path }) => quoted(shown(path)));
  process.stdout.write(
    `${passes} passes.\n${caught} is caught: it promises what it does not keep.\n\nNext, type:\n`,
  );
  const steps = [
    ...(await preparations(folder)),
    `npx interleave run ${passes}`,
    `npx interleave run ${caught}`,
    `npx interleave mutants ${passes}`,
  ];
  process.stdout.write(`${steps.map((step) => `  ${step}`).join('\n')}\n`);
}

/** What has to be installed before the files can be run. */
async function preparations(folder: string): Promise<string[]> {
  const packages: string[] = [];
  try {
    createRequire(join(resolve(folder), PASSES)).resolve('@interleave/core/scenario');
  } catch {
    packages.push('@interleave/bench', '@interleave/core');
  }
  await readerOf([PASSES]).catch(() => packages.push('node@26'));
  return packages.length === 0 ? [] : [`npm install --save-dev ${packages.join(' ')}`];
}

function shown(path: string): string {
  const short = relative('', path);
  return short.startsWith('..') ? path : `./${short}`;
}
