/**
 * A page that runs one of the programs: `?name=flat&arg=lock&arg=…`; its last line says how it ended.
 *
 * @module
 */

import '@interleave/browser';
import { programs } from '../../../core/src/testing/programs/programs.ts';

const query = new URLSearchParams(location.search);
const program = programs[query.get('name') ?? ''];

try {
  if (program === undefined) throw new Error(`no program ${query.get('name')}`);
  await program(...query.getAll('arg'));
  console.log('END');
} catch (error) {
  console.log(`FAILED ${String((error as Error).stack)}`);
}
