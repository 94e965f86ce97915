import { builtin, environment } from '../builtins.ts';
import { CheckError } from '../check.ts';

/** Python's interpreter, if there is one. Looked for when it is wanted: in a browser there is no PATH. */
export function findPython(): string | undefined {
  const { existsSync } = builtin('node:fs');
  const files = (environment()['PATH'] ?? '').split(':').map((folder) => `${folder}/python3`);
  return files.find((file) => existsSync(file));
}

/**
 * What every program needs: a block or list of another program that this one opens is not to be removed when it ends,
 * which Python does before 3.13.
 */
const PRELUDE = `
import sys, json, struct
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory, ShareableList
def leave(block):
    resource_tracker.unregister(block._name, 'shared_memory')
    return block
def open_block(name):
    return leave(SharedMemory(name))
def open_list(name):
    them = ShareableList(name=name)
    leave(them.shm)
    return them
args = json.loads(sys.argv[1])
`;

/** Runs a program of Python's, and gives what it printed; it must not complain. */
export function runPython(program: string, ...args: readonly unknown[]): Promise<string> {
  const child = builtin('node:child_process').spawn(
    findPython() ?? 'python3',
    ['-c', PRELUDE + program, JSON.stringify(args)],
    { env: { ...environment(), PYTHONIOENCODING: 'utf-8' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && stderr === '') resolve(stdout.trimEnd());
      else reject(new CheckError(`python3 ended with ${code}: ${stderr}`));
    });
  });
}
