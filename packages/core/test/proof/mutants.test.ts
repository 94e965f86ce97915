/**
 * The proofs on trial: each must find every mistake that was made for it.
 *
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import type { explore, proofs, replaySchedule } from '../../src/testing/proof/index.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'interleave-mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Copy {
  readonly proofs: typeof proofs;
  readonly explore: typeof explore;
  readonly replaySchedule: typeof replaySchedule;
}

/** The proofs, built over a source with one mistake in it. */
async function built({ file, find, replace }: Mutant, name: string): Promise<Copy> {
  let found = 0;
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(source, 'testing/proof/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'node22',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mistake',
        setup(esbuild) {
          esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const text = await readFile(path, 'utf8');
            if (path !== join(source, ...file.split('/'))) return { contents: text, loader: 'ts' };
            found = text.split(find).length - 1;
            return { contents: text.replace(find, () => replace), loader: 'ts' };
          });
        },
      },
    ],
  });
  if (found !== 1)
    throw new Error(`${file.replaceAll('/', sep)} has ${found} times what the mutant changes: ${find}`);
  return (await import(pathToFileURL(outfile).href)) as Copy;
}

const groups = [...new Set(MUTANTS.map(({ of }) => of))];

describe.each(groups)('mistakes in %s', (of) => {
  const mine = MUTANTS.filter((mutant) => mutant.of === of);
  test('are at least five', () => expect(mine.length).toBeGreaterThanOrEqual(5));
  test.each(mine.map((mutant, at) => [mutant.why, mutant, `${of}-${at}`.replaceAll(/\W/g, '-')] as const))(
    'found: %s',
    async (_why, mutant, name) => {
      const { proofs, explore, replaySchedule } = await built(mutant, name);
      const mine = proofs.filter(({ group }) => group === of);
      const tried: string[] = [];
      // A little of each first: most mistakes are seen soon, and not every proof can see every one. What is cut short was
      // made for one mistake, and is tried whole.
      for (const few of [3000, 60_000]) {
        for (const proof of mine) {
          const most = Math.max(few, proof.limits.schedules ?? 0);
          const { failure, schedules, complete } = await explore(proof, { schedules: most, steps: 1000 });
          tried.push(`${proof.name}: ${schedules} schedules, ${complete ? 'all' : 'not all'}`);
          if (failure === undefined) continue;
          // What is told of it is found again by its schedule alone.
          const again = await replaySchedule(proof, failure.schedule, { steps: 1000 });
          expect(again).toEqual(failure);
          return;
        }
      }
      throw new Error(`no proof of ${of} found it:\n${tried.join('\n')}`);
    },
    180_000,
  );
});
