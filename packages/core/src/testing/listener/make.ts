/**
 * Addresses that nobody else has, and what is done at both ends at once.
 *
 * @module
 */

import { Client, type Address, type Connection, type Listener } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import { builtin } from '../builtins.ts';
import { processNumbers } from '../runtime.ts';

export const WAIT: { readonly timeout: number } = { timeout: PATIENCE };

let made = 0;

function unique(): string {
  made += 1;
  return `interleave-test-${processNumbers().pid}-${Math.trunc(Math.random() * 2 ** 40).toString(36)}-${made}`;
}

/** A socket that is a file, in a folder of its own, which is gone afterwards. */
export async function withPath(body: (path: string) => Promise<void>): Promise<void> {
  const fs = builtin('node:fs');
  const folder = fs.mkdtempSync(`${builtin('node:os').tmpdir()}/interleave-test-`);
  try {
    await body(`${folder}/socket`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export function abstractName(): string {
  return `\0${unique()}`;
}

/** An address of each kind, to be used once each. */
export async function eachKind(body: (address: Address) => Promise<void>): Promise<void> {
  await withPath(body);
  await body(abstractName());
  await body({ port: 0 });
  await body({ host: '::1', port: 0 });
}

/** Both ends of a connection: that of who has connected first. */
export async function joined(
  listener: Listener,
  key?: string | Uint8Array,
): Promise<[Connection, Connection]> {
  return Promise.all([Client(listener.address, key, WAIT), listener.accept(WAIT)]);
}
