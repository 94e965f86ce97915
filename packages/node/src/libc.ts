/**
 * The C library by node:ffi, which Node has from version 26 on.
 *
 * @module
 */

import { errors } from '@interleave/core';
import type { ForeignFunctions, Functions, Signature } from '@interleave/core/host';

const LIBRARY = 'libc.so.6';

export const foreign: ForeignFunctions = {
  platform: process.platform,
  arch: process.arch,
  erasesFreed: false,
  open: (signatures) => {
    const { DynamicLibrary } = ffi();
    const shared = open(DynamicLibrary);
    const made = (Object.entries(signatures) as [string, Signature][]).map(
      ([name, { symbol, takes, gives }]) => {
        // By itself: in one library a function has one signature, however many ways it is called in.
        const library = symbol === undefined ? shared : open(DynamicLibrary);
        const types = takes.map((type) => (type === 'buffer' ? 'pointer' : type));
        return [name, library.getFunction(symbol ?? name, { arguments: types, return: gives })];
      },
    );
    return Object.fromEntries(made) as Functions<typeof signatures>;
  },
  wrap: (address, bytes) => ffi().toArrayBuffer(address, bytes, false),
};

/** Its functions are good for as long as it is open. */
interface Library {
  getFunction(name: string, signature: { arguments: string[]; return: string }): unknown;
}

const libraries: Library[] = [];

function open(DynamicLibrary: Ffi['DynamicLibrary']): Library {
  const library = new DynamicLibrary(LIBRARY);
  libraries.push(library);
  return library;
}

interface Ffi {
  readonly DynamicLibrary: new (path: string) => Library;
  toArrayBuffer(address: bigint, bytes: number, copy: boolean): ArrayBuffer;
}

let loaded: Ffi | undefined;

function ffi(): Ffi {
  loaded ??= load();
  return loaded;
}

function load(): Ffi {
  const module = quietly(() => {
    const get = process.getBuiltinModule as ((name: string) => unknown) | undefined;
    return get?.('node:ffi') as Ffi | undefined;
  });
  if (module !== undefined) return module;
  throw new errors.UnsupportedError(
    `Cannot share memory between processes: Node ${process.versions.node} has no node:ffi; use Node 26 or later ` +
      '(without --no-experimental-ffi); threads work here',
  );
}

/**
 * Without the warning that the module is experimental, which each thread of each process would print: it is this
 * library that depends on it, and that says so where it matters (`doctor`).
 */
function quietly<T>(act: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return act();
  } finally {
    process.emitWarning = emitWarning;
  }
}
