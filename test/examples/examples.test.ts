import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { expectedOf, findFault } from './expected.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** As a reader starts them, with the pinned runtimes. */
const commands = { node: ['node'], deno: ['deno', 'run', '-A'], bun: ['bun'] } as const;
type Runtime = keyof typeof commands;

const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\d\d-.*\.ts$/.test(path))
  .sort();

async function run(runtime: Runtime, example: string): Promise<{ stdout: string; stderr: string }> {
  const [name, ...args] = commands[runtime];
  const command = join(root, 'node_modules/.bin', name);
  const env = { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' };
  // The example's exit code is 0, or this throws, with what it printed.
  return promisify(execFile)(command, [...args, join('examples', example)], { cwd: root, env });
}

describe.for(Object.keys(commands) as Runtime[])('on %s', (runtime) => {
  test.concurrent.for(examples)('%s prints what it says', async (example) => {
    const expected = expectedOf(read(join('examples', example)));
    const printed = await run(runtime, example);
    const fault = findFault(expected, printed[expected.stream]);
    const shown = fault === undefined ? { ...printed, [expected.stream]: '' } : printed;
    expect({ fault, ...shown }).toEqual({ fault: undefined, stdout: '', stderr: '' });
  });
});

describe('the examples', () => {
  test.for(examples)('%s can be read at once, and says at its top what it shows and prints', (example) => {
    const lines = read(join('examples', example)).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\/\/ .{20,116}$/);
    expect(lines[0]).toContain('Prints');
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThanOrEqual(40);
  });

  test('are all in the list of examples/README.md, which names no other', () => {
    const listed = [...read('examples/README.md').matchAll(/\]\((\d\d-[^)]*\.ts)\)/g)].map(
      ([, path]) => path,
    );
    expect(listed.toSorted()).toEqual(examples);
  });

  test('are three at least of each section that the catalogue of scenarios has', () => {
    const sections = readdirSync(join(root, 'packages/core/src/scenarios')).filter((name) =>
      /^\d\d-/.test(name),
    );
    expect(sections).toHaveLength(11);
    for (const section of sections) {
      const own = examples.filter((path) => path.startsWith(`${section}/`));
      expect(own.length, section).toBeGreaterThanOrEqual(3);
    }
  });
});
