/**
 * Work that native code of the platform does: keys out of passwords, by Web Crypto, which all runtimes have.
 *
 * @module
 */

import { AssumptionError } from '../../scenario/index.ts';

/** The part of Web Crypto that is needed; core declares none. */
interface Subtle {
  importKey(
    format: 'raw',
    key: Uint8Array,
    name: string,
    extractable: boolean,
    uses: string[],
  ): Promise<object>;
  deriveBits(algorithm: object, key: object, bits: number): Promise<ArrayBuffer>;
}

/** Derives a key of 256 bits by PBKDF2, as hexadecimal digits. */
export type Derive = (iterations: number, salt: string) => Promise<string>;

/** The derivation, or the end of the unit as `precondition` with the reason. */
export async function nativeDerivation(): Promise<Derive> {
  const { subtle } = (globalThis as { readonly crypto?: { readonly subtle?: Subtle } }).crypto ?? {};
  if (subtle === undefined)
    throw new AssumptionError('There is no crypto.subtle here; a page has it where it is served securely');
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const key = await subtle.importKey('raw', bytes('password'), 'PBKDF2', false, ['deriveBits']);
  return async (iterations, salt) => {
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations };
    const derived = new Uint8Array(await subtle.deriveBits(algorithm, key, 256));
    return Array.from(derived, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
