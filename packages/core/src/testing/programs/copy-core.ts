import { builtin } from '../builtins.ts';

/** A second copy of core in a folder of its own, with a task module beside it. */
export interface CoreCopy {
  /** A module whose tasks are defined with the copy. */
  readonly tasks: URL;
  remove(): void;
}

const source = new URL('../../', import.meta.url);
const built = import.meta.url.endsWith('.js');
const suffix = built ? 'js' : 'ts';

const taskModule = `
import { StateError } from './core/errors.${suffix}';
import { defineTasks } from './core/task/index.${suffix}';
import { currentThread, Lock, Thread } from './core/threading/index.${suffix}';

export const { greet, fail, nothing } = defineTasks(import.meta.url, {
  async greet(lock, event) {
    const before = lock.locked;
    lock.release();
    const inner = new Thread(nothing, { args: [lock, new Lock()] }).start();
    await inner.join();
    if (inner.error !== undefined) throw inner.error;
    if (currentThread().name !== 'of another copy') throw new Error(currentThread().name);
    if (before) event.set();
  },
  fail() {
    throw new StateError('from the other copy');
  },
  nothing() {},
});
`;

/** Copies core; a given protocol version takes the place of its own. */
export function copyCore(protocol?: number): CoreCopy {
  const fs = builtin('node:fs');
  const folder = fs.mkdtempSync(`${builtin('node:os').tmpdir()}/interleave-copy-`);
  fs.cpSync(source, `${folder}/core`, { recursive: true });
  if (protocol !== undefined) {
    const file = `${folder}/core/${built ? 'library.js' : 'agent/state.ts'}`;
    const text = fs.readFileSync(file, 'utf8');
    const other = text.replace(/\bprotocol: \d+/, `protocol: ${protocol}`);
    if (other === text) throw new Error(`no protocol version in ${file}`);
    fs.writeFileSync(file, other);
  }
  fs.writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  fs.writeFileSync(`${folder}/copy.tasks.${suffix}`, taskModule);
  return {
    tasks: builtin('node:url').pathToFileURL(`${folder}/copy.tasks.${suffix}`),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
