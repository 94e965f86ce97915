/**
 * Writes what is explored into docs/proof.md: `node --conditions=interleave-source scripts/explored.ts`.
 *
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { proofs } from '../packages/core/src/testing/proof/index.ts';
import { exploredTables } from '../packages/core/test/proof/explored-table.ts';
import { root } from './lib/repository.ts';

const path = join(root, 'docs/proof.md');
const docs = await readFile(path, 'utf8');
const [from, to] = ['<!-- explored -->\n', '\n<!-- /explored -->'];
const [start, end] = [docs.indexOf(from), docs.indexOf(to)];
if (start < 0 || end < start) throw new Error(`Cannot write what is explored: ${path} has no place for it`);
await writeFile(path, docs.slice(0, start + from.length) + exploredTables(proofs) + docs.slice(end));
