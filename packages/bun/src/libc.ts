/**
 * The C library by bun:ffi.
 *
 * @module
 */

import type { ForeignFunctions, Functions, Signature } from '@interleave/core/host';

const LIBRARY = 'libc.so.6';

export const foreign: ForeignFunctions = {
  platform: process.platform,
  arch: process.arch,
  // A worker's memories when it ends, and all when the VM is destroyed: everybody's, were they laid over a segment.
  erasesFreed: true,
  open: (signatures) => {
    const { dlopen } = ffi();
    const all = Object.entries(signatures) as [string, Signature][];
    const named = all.filter(([, { symbol }]) => symbol === undefined);
    const functions = {
      ...dlopen(LIBRARY, Object.fromEntries(named.map(([name, it]) => [name, form(it)]))).symbols,
    };
    // By itself: a function that is called in several ways has one name.
    for (const [name, it] of all) {
      if (it.symbol !== undefined)
        functions[name] = dlopen(LIBRARY, { [it.symbol]: form(it) }).symbols[it.symbol];
    }
    return functions as Functions<typeof signatures>;
  },
  wrap: (address, bytes) => ffi().toArrayBuffer(Number(address), 0, bytes),
};

function form({ takes, gives }: Signature): object {
  return { args: takes.map((type) => (type === 'buffer' ? 'ptr' : type)), returns: gives };
}

interface Ffi {
  dlopen(path: string, symbols: Record<string, object>): { readonly symbols: Record<string, unknown> };
  toArrayBuffer(address: number, offset: number, bytes: number): ArrayBuffer;
}

/** When it is first needed: importing the package loads nothing. */
function ffi(): Ffi {
  return process.getBuiltinModule('bun:ffi' as 'node:fs') as unknown as Ffi;
}
