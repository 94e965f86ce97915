/**
 * Prints how many tests really ran in each runtime, from the results that the runners wrote, and which
 * failed; fails below the floors of test/floors.json: a pipeline that runs no test must not be green.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/repository.ts';
import { readResults } from './lib/test-results.ts';

const floors = JSON.parse(readFileSync(join(root, 'test', 'floors.json'), 'utf8')) as Record<string, number>;
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [suite, floor] of Object.entries(floors)) {
  const path = join(root, 'test-results', `${suite}.json`);
  const results = existsSync(path) ? readResults(path) : { passed: 0, failed: 0, skipped: 0, failures: [] };
  const executed = results.passed + results.failed;
  const wrong = executed < floor ? `: fewer than the floor of ${floor}` : '';
  if (wrong !== '' || results.failed > 0) process.exitCode = 1;
  console.log(`${suite}: ${executed} tests executed${wrong}`);
  for (const failure of results.failures) console.log(`  failed: ${failure}`);
  total.passed += results.passed;
  total.failed += results.failed;
  total.skipped += results.skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
