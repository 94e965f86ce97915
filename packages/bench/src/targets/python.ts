/**
 * CPython as a target: what the guide's own cells do, as scripts that speak the unit's protocol.
 *
 * A script is called as `python3 <id>.py --params JSON --variant v [--mutant m] --seed n --limit ms` and prints event
 * lines (see the scenario's protocol in core): `hello` first, `end` last.
 *
 * @module
 */

import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { UnitOrder } from '@interleave/core/scenario';
import { ask, askVersion, canRun, findExecutable } from './executables.ts';
import { type Named, titleOf } from './named.ts';
import { openProcess } from './process-unit.ts';
import type { Presence, Target, Unit, Work } from './target.ts';

const SCRIPTS = fileURLToPath(new URL('../python/', import.meta.url));
const REMEDY = 'install Python 3, for example: apt-get install python3';
/** What Python has to say for itself where there is no script to say it. */
const HELLO = `
import json, sys
version = '.'.join(map(str, sys.version_info[:3]))
hello = {'type': 'hello', 'at': 0, 'protocol': 1, 'runtime': 'python', 'version': version, 'capabilities': []}
for event in hello, {'type': 'end', 'at': 0}:
    print('\\x1e' + json.dumps(event), flush=True)
`;

export function pythonTarget(named: Named): Target {
  const { at } = named;
  let found: string | undefined;
  const start = (args: readonly string[]): Unit =>
    openProcess({
      file: found ?? at ?? 'python3',
      args: ['-u', ...args],
      env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8', PYTHONPATH: pathWithUnit() },
    });
  return {
    word: named.word,
    id: named.id,
    kind: 'python',
    title: titleOf(named, 'CPython'),
    mutants: false,
    async probe(): Promise<Presence> {
      const path = at ?? (await findExecutable('python3'));
      if (path === undefined) return { there: false, reason: 'there is no python3', remedy: REMEDY };
      if (!(await canRun(path)))
        return { there: false, reason: `${path} is not there or cannot be run`, remedy: REMEDY };
      const version = await askVersion(path);
      if (typeof version !== 'string') {
        return { there: false, reason: `${path} does not run: ${version.message}`, remedy: REMEDY };
      }
      found = await interpreterOf(path);
      return { there: true, path: found, version };
    },
    excuse: (work) => (twinOf(work) === undefined ? `it has no Python twin (${work.id}.py)` : undefined),
    prepare: () => Promise.resolve(),
    moduleOf: (work) => pathToFileURL(twinOf(work) ?? work.path).href,
    open: (order: UnitOrder, work: Work | undefined) => Promise.resolve(start(scriptArgs(order, work))),
    launch: (script, argument) => start([script, argument]),
    close: () => Promise.resolve(),
  };
}

/** What is on the PATH may be a script that looks for the interpreter at each start, as pyenv's is, and takes longer than that. */
async function interpreterOf(path: string): Promise<string> {
  const said = await ask(path, ['-c', 'import sys; print(sys.executable)']);
  const interpreter = typeof said === 'string' ? said.trim() : '';
  return (await canRun(interpreter)) ? interpreter : path;
}

/** A twin of a user's, wherever it is, finds interleave_unit too. */
function pathWithUnit(): string {
  return [SCRIPTS, process.env['PYTHONPATH'] ?? ''].filter((folder) => folder !== '').join(delimiter);
}

/** The script that measures for CPython. */
export function benchScript(name: string): string {
  return join(SCRIPTS, 'bench', `${name}.py`);
}

/** A scenario's script: beside its module, or among the guide's own. */
export function twinOf(work: Work): string | undefined {
  const candidates = [join(dirname(work.path), `${work.id}.py`), join(SCRIPTS, `${work.id}.py`)];
  return candidates.find((file) => existsSync(file));
}

function scriptArgs(order: UnitOrder, work: Work | undefined): string[] {
  const script = work === undefined ? undefined : twinOf(work);
  if (order.kind !== 'run' || script === undefined) return ['-c', HELLO];
  const { params, variant, mutant, seed, limit } = order;
  return [
    script,
    '--params',
    JSON.stringify(params),
    '--variant',
    variant,
    ...(mutant === undefined ? [] : ['--mutant', mutant]),
    '--seed',
    String(seed),
    '--limit',
    String(limit),
  ];
}
