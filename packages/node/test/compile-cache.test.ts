import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { commands } from './commands.ts';

/** Runs the program, which turns a cache on where it is told a folder; gives the caches of itself and its threads. */
async function cachesOf(folder: string | undefined, env: NodeJS.ProcessEnv): Promise<string[]> {
  const program = fileURLToPath(new URL('./programs/compile-cache.ts', import.meta.url));
  const args = folder === undefined ? [program] : [program, folder];
  const { stdout } = await promisify(execFile)(commands.node[0], args, { env });
  return stdout.trim().split('\n');
}

test('a compile cache that the program turned on is its threads’ too', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'compiled-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { NODE_COMPILE_CACHE: _, ...plain } = process.env;

  const [main, thread, nested] = await cachesOf(folder, plain);
  expect(main).toMatch(`main ${folder}/`);
  expect(thread).toBe(main?.replace('main', 'thread'));
  expect(nested).toBe(main?.replace('main', 'nested'));

  expect(await cachesOf(undefined, plain)).toEqual(['main none', 'thread none', 'nested none']);
  const [, inherited] = await cachesOf(undefined, { ...plain, NODE_COMPILE_CACHE: folder });
  expect(inherited).toMatch(`thread ${folder}/`);
});
