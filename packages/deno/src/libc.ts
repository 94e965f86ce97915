/**
 * The C library by Deno.dlopen, which wants --allow-ffi.
 *
 * @module
 */

import { errors } from '@interleave/core';
import type { ForeignFunctions, Functions, Signature } from '@interleave/core/host';

/** What a permission for one library names: a path, which for this library is not a file of the working directory. */
const PATHS: Readonly<Record<string, string>> = {
  x64: '/lib/x86_64-linux-gnu/libc.so.6',
  arm64: '/lib/aarch64-linux-gnu/libc.so.6',
};

export const foreign: ForeignFunctions = {
  platform: process.platform,
  arch: process.arch,
  erasesFreed: false,
  open: (signatures) => {
    const symbols = Object.entries(signatures).map(
      ([name, { symbol = name, takes, gives }]: [string, Signature]) => [
        name,
        { name: symbol, parameters: takes, result: gives },
      ],
    );
    const library = Deno.dlopen(libraryPath(), Object.fromEntries(symbols) as Deno.ForeignLibraryInterface);
    return library.symbols as unknown as Functions<typeof signatures>;
  },
  wrap: (address, bytes) =>
    Deno.UnsafePointerView.getArrayBuffer(Deno.UnsafePointer.create(address) as Deno.PointerObject, bytes),
};

function libraryPath(): string {
  if (granted()) return 'libc.so.6';
  const path = PATHS[process.arch];
  if (path !== undefined && granted(path)) return path;
  throw new errors.UnsupportedError(
    'Cannot share memory between processes: Deno needs a permission for foreign functions; run it with --allow-ffi' +
      (path === undefined ? '' : `, or with --allow-ffi=${path}`) +
      '; threads work without',
  );
}

/** Asked, not tried: a refusal that can be lifted would ask the user at the terminal. */
function granted(path?: string): boolean {
  const wanted = path === undefined ? { name: 'ffi' as const } : { name: 'ffi' as const, path };
  return Deno.permissions.querySync(wanted).state === 'granted';
}
