/**
 * Node's own modules, as Node, Deno and Bun have them, of which a native host and its processes are made. The adapter
 * hands in `process`, by which they are asked for: an import would make a module of each, with all that it exports, in
 * every thread. What takes long to load is loaded when it is used, because most threads and programs need none of it.
 *
 * @module
 */

import type { NodeModules } from './native-host.ts';
import type { SystemModules } from './native-system.ts';
import type { NetModule } from './node-bell.ts';

type NodeProcess = NodeModules['process'] & SystemModules['process'];
type Files = Pick<NodeModules, 'readlinkSync' | 'realpathSync' | 'writeFileSync' | 'writeSync'> &
  Pick<SystemModules, 'fstatSync' | 'readFileSync' | 'statSync'>;

/** What is used of Node's modules, by name. */
interface Builtins {
  readonly 'node:async_hooks': Pick<NodeModules, 'AsyncLocalStorage'>;
  readonly 'node:child_process': Pick<SystemModules, 'spawn'>;
  readonly 'node:crypto': NodeModules['crypto'];
  readonly 'node:fs': Files;
  readonly 'node:net': Pick<SystemModules, 'Socket'> & NetModule;
  readonly 'node:os': Pick<NodeModules, 'availableParallelism'> &
    Pick<SystemModules, 'cpus'> & { readonly constants: Pick<SystemModules, 'signals'> };
  readonly 'node:path': Pick<SystemModules, 'delimiter' | 'dirname' | 'join'>;
  readonly 'node:stream': Pick<SystemModules, 'Writable'>;
  readonly 'node:timers': Pick<NodeModules, 'clearInterval' | 'setImmediate' | 'setInterval'>;
  readonly 'node:url': Pick<NodeModules, 'pathToFileURL'> & Pick<SystemModules, 'fileURLToPath'>;
}

/** What is used of the global `process`. */
export type BuiltinsOf = NodeProcess & {
  getBuiltinModule<K extends keyof Builtins>(id: K): Builtins[K];
};

export function nativeModules(process: BuiltinsOf): NodeModules & SystemModules {
  const { fstatSync, readFileSync, readlinkSync, realpathSync, statSync, writeFileSync, writeSync } =
    process.getBuiltinModule('node:fs');
  const { availableParallelism, constants, cpus } = process.getBuiltinModule('node:os');
  const { delimiter, dirname, join } = process.getBuiltinModule('node:path');
  const { clearInterval, setImmediate, setInterval } = process.getBuiltinModule('node:timers');
  const { fileURLToPath, pathToFileURL } = process.getBuiltinModule('node:url');
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  return {
    process,
    fstatSync,
    readFileSync,
    readlinkSync,
    realpathSync,
    statSync,
    writeFileSync,
    writeSync,
    availableParallelism,
    cpus,
    signals: constants.signals,
    delimiter,
    dirname,
    join,
    clearInterval,
    setImmediate,
    setInterval,
    fileURLToPath,
    pathToFileURL,
    AsyncLocalStorage,
    get crypto() {
      return process.getBuiltinModule('node:crypto');
    },
    get Socket() {
      return process.getBuiltinModule('node:net').Socket;
    },
    get spawn() {
      return process.getBuiltinModule('node:child_process').spawn;
    },
    get Writable() {
      return process.getBuiltinModule('node:stream').Writable;
    },
  };
}
