/**
 * Where a listener is: a path, an abstract name, or a host and a port; and the same as the system has it.
 *
 * @module
 */

import { OSError } from '../../errors.ts';
import { AF_UNIX } from '../../posix/constants.ts';
import { AF_INET, AF_INET6, type SocketCalls } from '../../posix/socket-calls.ts';

/** A path, or with a NUL first an abstract name, which is no file; or a TCP port. */
export type Address = string | { readonly host?: string; readonly port: number };

/** The same of who listens there: the host and the port are known. */
export type BoundAddress = string | { readonly host: string; readonly port: number };

/** Of a struct sockaddr_un: what a path may have, with the NUL behind it. */
const PATH_BYTES = 108;
const LOCAL = '127.0.0.1';

/** Checked. */
export function addressOf(value: unknown): BoundAddress {
  if (typeof value === 'string') {
    if (value === '') throw new RangeError('Cannot use the address: a path is not empty');
    if (value.startsWith('\\\\')) {
      throw new RangeError(
        `Cannot use the address ${value}: it is a pipe of Windows; give a path, or { host, port }`,
      );
    }
    if (value.indexOf('\0', 1) >= 0 && !value.startsWith('\0'))
      throw new RangeError('Cannot use the address: a path has no NUL in it');
    return value;
  }
  const { host = LOCAL, port } = (value ?? {}) as { host?: unknown; port?: unknown };
  if (typeof host !== 'string' || host === '' || host.includes('\0') || !Number.isInteger(port)) {
    throw new TypeError('Cannot use the address: it is a path, or { host, port }');
  }
  if ((port as number) < 0 || (port as number) > 65_535)
    throw new RangeError(`Cannot use the port ${String(port)}: it is 0 to 65535`);
  return { host, port: port as number };
}

/** How it is shown. */
export function labelOfAddress(address: Address): string {
  if (typeof address === 'string') return address.replace('\0', '@');
  const { host = LOCAL, port } = address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** As the system has it, in all ways that a host has. `passive`: to be listened at. */
export function systemAddresses(calls: SocketCalls, address: Address, passive: boolean): Uint8Array[] {
  if (typeof address === 'string') return [unixAddress(address)];
  const { host = LOCAL, port } = address;
  const found = calls.resolve(host, port, passive);
  if (typeof found !== 'string') return found;
  throw new OSError(`Cannot find ${host}: ${found} (ENOTFOUND)`, 'ENOTFOUND', 0);
}

function unixAddress(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length >= PATH_BYTES) {
    throw new OSError(
      `Cannot use the path ${name}: it has ${bytes.length} bytes, and a socket's at most ${PATH_BYTES - 1} (ENAMETOOLONG)`,
      'ENAMETOOLONG',
      36,
    );
  }
  const abstract = bytes[0] === 0;
  const address = new Uint8Array(2 + bytes.length + (abstract ? 0 : 1));
  new Uint16Array(address.buffer, 0, 1)[0] = AF_UNIX;
  address.set(bytes, 2);
  return address;
}

/** The kind of a system's address. */
export function familyOf(address: Uint8Array): number {
  return (address[0] ?? 0) | ((address[1] ?? 0) << 8);
}

/** What a system's address says; undefined where the other end of a unix socket has none. */
export function fromSystem(address: Uint8Array): BoundAddress | undefined {
  const family = familyOf(address);
  const port = ((address[2] ?? 0) << 8) | (address[3] ?? 0);
  if (family === AF_INET) return { host: address.subarray(4, 8).join('.'), port };
  if (family === AF_INET6) return { host: sixOf(address.subarray(8, 24)), port };
  const name = new TextDecoder().decode(address.subarray(2));
  if (name === '') return undefined;
  return name.startsWith('\0') ? name : name.replace(/\0.*$/s, '');
}

/** An address of version 6, its longest run of zeros left out. */
function sixOf(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  const runs = groups.join(':').match(/\b0(:0\b)+/g) ?? [];
  const longest = runs.toSorted((one, other) => other.length - one.length)[0];
  const whole = groups.join(':');
  if (longest === undefined) return whole;
  const at = whole.indexOf(longest);
  return `${whole.slice(0, at).replace(/:$/, '')}::${whole.slice(at + longest.length).replace(/^:/, '')}`;
}
