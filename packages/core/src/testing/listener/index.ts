import type { Suite } from '../cases.ts';
import { addresses } from './addresses.ts';
import { hostile } from './hostile.ts';
import { keys } from './keys.ts';
import { use } from './use.ts';

/**
 * Listener and Client, at unix sockets, abstract names and TCP ports.
 *
 * Adapted of CPython's rows: AUTH-03 (one digest, SHA-256; the older ones are refused), LIS-08 (a RangeError), CWT-02 and
 * CWT-04 (`wait` is a promise, over connections by sockets).
 */
export const listenerSuite: Suite = {
  name: 'listener',
  variants: ['sockets'],
  groups: [addresses, use, keys, hostile],
};
