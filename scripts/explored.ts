/**
 * Writes what is explored into docs/proof.md: `node --conditions=interleave-source scripts/explored.ts`. With `--deep` it
 * first explores what the tests have no time for and was not seen to its end, as far as it is to go, and keeps what it
 * saw; with the name of a group all of that, and only that.
 *
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explore, proofs, type Proof } from '../packages/core/src/testing/proof/index.ts';
import { DEEP_RESULTS, readDeepResults, type DeepResult } from '../packages/core/test/proof/deep-results.ts';
import { exploredTables } from '../packages/core/test/proof/explored-table.ts';
import { root } from './lib/repository.ts';

/** So many schedules of one exploration at most, which is some ten minutes. */
const MOST = 12_000_000;

const [deep, only] = process.argv.slice(2);
if (deep === '--deep') {
  for (const proof of proofs) {
    if (proof.deep === undefined) continue;
    if (only === undefined ? !wasWhole(proof) : proof.group === only) await goDeep(proof, proof.deep);
  }
}

const path = join(root, 'docs/proof.md');
const docs = await readFile(path, 'utf8');
const [from, to] = ['<!-- explored -->\n', '\n<!-- /explored -->'];
const [start, end] = [docs.indexOf(from), docs.indexOf(to)];
if (start < 0 || end < start) throw new Error(`Cannot write what is explored: ${path} has no place for it`);
const tables = exploredTables(proofs, readDeepResults());
await writeFile(path, docs.slice(0, start + from.length) + tables + docs.slice(end));

function wasWhole({ group, name }: Proof): boolean {
  return readDeepResults().some((one) => one.group === group && one.name === name && one.complete);
}

/** Explores and keeps the result, in place of what was seen before. */
async function goDeep(proof: Proof, limits: NonNullable<Proof['deep']>): Promise<void> {
  const { group, name } = proof;
  const { failure, schedules, steps, states, complete } = await explore(
    { ...proof, limits },
    { schedules: MOST },
  );
  if (failure !== undefined) throw new Error(`${group}: ${name}: ${failure.kind}: ${failure.message}`);
  console.log(`${group}: ${name}: ${schedules} schedules, ${complete ? 'all' : 'not all'}`);
  const result: DeepResult = { group, name, limits, schedules, steps, states, complete };
  const titled = (one: Pick<DeepResult, 'group' | 'name'>): string => `${one.group}: ${one.name}`;
  const others = new Map(readDeepResults().map((one) => [titled(one), one]));
  others.set(titled(result), result);
  // In the order of the explorations, without those that are no more.
  const kept = proofs.flatMap((one) => (one.deep === undefined ? [] : (others.get(titled(one)) ?? [])));
  await writeFile(DEEP_RESULTS, `${JSON.stringify(kept, null, 2)}\n`);
}
