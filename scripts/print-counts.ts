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
  // The whole of it stands where the tests ran; here is what there is room for in a pipeline's last lines.
  for (const failure of results.failures) {
    const [title = '', message = ''] = failure.split('\n');
    console.log(`  failed: ${short(title)}\n    ${short(message.trim())}`);
  }
  total.passed += results.passed;
  total.failed += results.failed;
  total.skipped += results.skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

function short(line: string): string {
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
