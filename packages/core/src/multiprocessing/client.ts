/**
 * The other end of a Listener's connection: Python's `multiprocessing.connection.Client`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions } from '../agent/deadline.ts';
import { TimeoutError } from '../errors.ts';
import { Connection } from './connection/connection.ts';
import { addressOf, labelOfAddress, type Address } from './sockets/address.ts';
import { keyOf } from './sockets/keys.ts';
import { knock } from './sockets/knock.ts';

/**
 * Connects to a Listener, also to CPython's from 3.12 on, and proves the key where one is given, as the other end does. A
 * host's name is looked up by the system, for which this thread stands still.
 *
 * @example
 * ```ts
 * using connection = await multiprocessing.Client({ port: 6000 }, 'a secret', { timeout: 5000 });
 * await connection.send({ hello: 'there' });
 * ```
 *
 * @throws {AuthenticationError} when the other end has another key, or asks for none
 * @throws {OSError} when nobody listens there (ECONNREFUSED, ENOENT), or the system refuses otherwise
 * @throws {EOFError} when the other end ends the connection before the keys were compared
 * @throws {TimeoutError} when the timeout passed first
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.connection.Client
 */
export async function Client(
  address: Address,
  authkey?: string | Uint8Array,
  options?: WaitOptions,
): Promise<Connection> {
  const to = addressOf(address);
  const wait = { deadline: deadlineOf(timeoutOf(options)), signal: options?.signal };
  const transport = await knock(to, keyOf(authkey), wait);
  if (transport !== undefined) return new Connection(transport);
  throw new TimeoutError(`Cannot connect to ${labelOfAddress(to)}: nobody accepted in time`);
}
