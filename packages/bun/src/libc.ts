/**
 * The C library by bun:ffi.
 *
 * @module
 */

import process from 'node:process';
import type { ForeignFunctions, Functions, Signature } from '@interleave/core/host';

const LIBRARY = 'libc.so.6';

export const foreign: ForeignFunctions = {
  platform: process.platform,
  arch: process.arch,
  open: (signatures) => {
    const made = Object.entries(signatures).map(
      ([name, { symbol = name, takes, gives }]: [string, Signature]) => {
        const args = takes.map((type) => (type === 'buffer' ? 'ptr' : type));
        // One by one: a function that is called in several ways has one name.
        const { symbols } = ffi().dlopen(LIBRARY, { [symbol]: { args, returns: gives } });
        return [name, symbols[symbol]];
      },
    );
    return Object.fromEntries(made) as Functions<typeof signatures>;
  },
  wrap: (address, bytes) => ffi().toArrayBuffer(Number(address), 0, bytes),
};

interface Ffi {
  dlopen(path: string, symbols: Record<string, object>): { readonly symbols: Record<string, unknown> };
  toArrayBuffer(address: number, offset: number, bytes: number): ArrayBuffer;
}

/** When it is first needed: importing the package loads nothing. */
function ffi(): Ffi {
  return process.getBuiltinModule('bun:ffi' as 'node:fs') as unknown as Ffi;
}
