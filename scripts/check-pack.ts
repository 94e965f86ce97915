/**
 * What a user gets: the packages as `npm pack` makes them. Core and node alone, in an empty folder, type-check and run
 * the README's example (its first ```ts fence marked `example.ts`); all of them, in another, run a user's scenarios, and
 * the example whose children are of all runtimes, on each of them.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUser } from './lib/check-user.ts';
import { bin, checkTypes, install, pack, run } from './lib/packed.ts';
import { root } from './lib/repository.ts';

async function readExample(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const example = /^```ts[^\n]*\bexample\.ts\b[^\n]*\n(.*?)^```/ms.exec(readme)?.[1];
  if (example === undefined) throw new Error('README.md has no ```ts fence marked example.ts');
  return example;
}

/** One file for all runtimes: `#interleave` is the package of the one that runs, in children too. */
async function runEverywhere(where: string): Promise<void> {
  await cp(join(root, 'examples'), join(where, 'examples'), { recursive: true });
  for (const [command, ...args] of [['node'], ['deno', 'run', '-A'], ['bun']] as const) {
    const { stdout } = await run(where, 0, bin(command), ...args, 'examples/07-processes/another-runtime.ts');
    if (stdout !== '3000 by node, deno, bun\n')
      throw new Error(`the example printed ${stdout} on ${command}`);
  }
}

async function project(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

const folder = await mkdtemp(join(tmpdir(), 'interleave-pack-'));
try {
  const packed = await pack(folder);
  const tarballs = (...names: readonly string[]): string[] =>
    packed
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .map(({ filename }) => join(folder, filename));

  const small = await project('example');
  await install(small, tarballs('@interleave/core', '@interleave/node'), '--offline');
  await writeFile(join(small, 'example.ts'), await readExample());
  await checkTypes(small, ['example.ts']);
  const { stdout } = await run(small, 0, bin('node'), 'example.ts');
  if (stdout.trim() === '') throw new Error('the README example printed nothing');
  console.log(stdout.trimEnd());

  // The command's own dependencies are not among what was packed.
  const whole = await project('user');
  await install(whole, tarballs(), '--prefer-offline');
  await runEverywhere(whole);
  const seen = await checkUser(whole);
  const sizes = packed.map(({ name, files }) => `${name}: ${files.length} files`);
  console.log(`pack: ok (${seen}; ${sizes.join(', ')})`);
} catch (error) {
  console.error(`pack: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
