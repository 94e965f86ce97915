/**
 * The two seams hold, and imports run one way.
 *
 * - Only packages/core/src/memory/ uses `Atomics`: everything else goes through SharedWords, or the explored memory and
 *   the process scope would check other code than what runs. What the library is measured against is not the library:
 *   the bench's hand-written peers use it too.
 * - Core knows no runtime: it imports nothing from outside itself, declares no global, and does not look into globalThis.
 * - Core's folders and the packages import in one direction.
 */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type Findings, reportFindings } from './lib/problems.ts';
import { adapters, filesBelow, packages, root } from './lib/repository.ts';
import { importsOf, isReference, lineAt, visit } from './lib/syntax.ts';

/** The files and folders of core that may name globalThis, and why. */
const mayNameGlobalThis: Readonly<Record<string, string>> = {
  'agent/state.ts': 'the state of an agent is kept there under a symbol, for any second copy of core to find',
  'explore/virtual-time.ts': 'timers and microtasks are part of what is explored, so their places are taken',
  'wire/brands.ts': 'classes of the web and of WebAssembly by name, because not every runtime has them all',
  'wire/decode-object.ts':
    'the typed arrays of ECMAScript by name, because an older runtime lacks some of them',
  'scenarios/11-problems/thread-death.ts':
    'its lesson is a thread that calls process.exit, where there is one',
  'scenarios/11-problems/forgotten-join.ts': 'its lesson is what a program still prints after its last line',
  'scenarios/support/native.ts':
    'its lesson is native code of the platform: Web Crypto, which all runtimes have',
  'testing/': 'the suites ask which runtime really runs, and look at what it has built in',
};

/** Where `Atomics` may be used, by package. */
const mayUseAtomics: Readonly<Record<string, string>> = { core: 'memory/', bench: 'peers/work/' };

/** Core's folders from the ground up: each may import its own layer and those before it. */
const layers: readonly (readonly string[])[] = [
  ['errors.ts', 'memory'],
  ['posix'],
  ['agent', 'wire', 'task'],
  ['lifecycle'],
  ['threading'],
  ['queue'],
  ['futures', 'multiprocessing'],
  // What adapters see: a worker that they start can be sent every primitive, so its start knows all of them.
  ['host'],
  ['explore'],
  ['index.ts'],
  ['scenario'],
  ['scenarios'],
  ['testing'],
];

/** The interface of the host is below everything that asks the host for something. */
const ground = /^host\/(host|system-host|endpoint|current)\.ts$/;

const layerOf = (file: string): number => {
  const folder = file.split('/')[0]!;
  return layers.findIndex((layer) => layer.includes(folder));
};

function wrongImport(owner: string, file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    if (owner !== 'core') return undefined;
    const target = posix.join(posix.dirname(file), specifier);
    if (target.startsWith('..')) return 'leaves src';
    const [from, to] = [layerOf(file), layerOf(target)];
    if (from < 0) return `${file.split('/')[0]!}/ has no layer in scripts/check-seam.ts`;
    return to > from && !ground.test(target) ? 'it is built on this' : undefined;
  }
  if (owner === 'core') return 'core imports nothing but itself';
  if (!(adapters as readonly string[]).includes(owner)) return undefined;
  if (specifier.startsWith('@interleave/')) {
    return /^@interleave\/core(\/|$)/.test(specifier) ? undefined : 'adapters import core alone';
  }
  const allowed = owner === 'browser' ? /^$/ : owner === 'bun' ? /^(node:|bun:|bun$)/ : /^node:/;
  return allowed.test(specifier) ? undefined : 'adapters import core and what their runtime has built in';
}

/** Checks every source file of every package. */
export async function checkSeam(): Promise<Findings> {
  const problems: string[] = [];
  let count = 0;
  for (const owner of packages) {
    const folder = join(root, 'packages', owner, 'src');
    for (const file of await filesBelow(folder)) {
      if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
      count += 1;
      const source = await readFile(join(folder, file), 'utf8');
      const add = (at: number, sentence: string): void => {
        problems.push(`packages/${owner}/src/${file}:${lineAt(source, at)} ${sentence}`);
      };
      for (const { specifier, at } of importsOf(source)) {
        const wrong = wrongImport(owner, file, specifier);
        if (wrong) add(at, `imports ${specifier}: ${wrong}`);
      }
      visit(source, 'ts', (node, parent) => {
        if (node['declare'] === true && owner === 'core' && node.type === 'VariableDeclaration') {
          add(node.start, 'declares a global: core has those of globals.d.ts');
        }
        if (!isReference(node, parent)) return;
        if (node['name'] === 'Atomics' && !file.startsWith(mayUseAtomics[owner] ?? '/')) {
          add(node.start, 'uses Atomics: go through SharedWords (packages/core/src/memory)');
        }
        if (
          node['name'] === 'globalThis' &&
          owner === 'core' &&
          !Object.keys(mayNameGlobalThis).some((path) => file.startsWith(path))
        ) {
          add(node.start, 'names globalThis: what a runtime has comes through Host');
        }
      });
    }
  }
  return { looked: `${count} source files`, problems };
}

if (import.meta.main) reportFindings('seam', await checkSeam());
