/**
 * The operations of a Connection in either form, so that a case need not be written twice.
 *
 * @module
 */

import type { Connection } from '../../multiprocessing/index.ts';

export type Form = 'async' | 'sync';
export const FORMS: readonly Form[] = ['async', 'sync'];

type Options = { readonly timeout?: number };
type Part = Options & { readonly offset?: number; readonly size?: number };

export async function send(end: Connection, value: unknown, form: Form, options?: Options): Promise<void> {
  if (form === 'sync') end.sendSync(value, options);
  else await end.send(value, options);
}

export async function recv(end: Connection, form: Form, options?: Options): Promise<unknown> {
  return form === 'sync' ? end.recvSync(options) : end.recv(options);
}

export async function poll(end: Connection, form: Form, options?: Options): Promise<boolean> {
  return form === 'sync' ? end.pollSync(options) : end.poll(options);
}

export async function sendBytes(
  end: Connection,
  bytes: ArrayBufferView | ArrayBufferLike,
  form: Form,
  options?: Part,
): Promise<void> {
  if (form === 'sync') end.sendBytesSync(bytes, options);
  else await end.sendBytes(bytes, options);
}

export async function recvBytes(
  end: Connection,
  form: Form,
  options?: Options & { readonly maxLength?: number },
): Promise<Uint8Array> {
  return form === 'sync' ? end.recvBytesSync(options) : end.recvBytes(options);
}

export async function recvInto(
  end: Connection,
  into: Uint8Array,
  form: Form,
  options?: Options & { readonly offset?: number },
): Promise<number> {
  return form === 'sync' ? end.recvBytesIntoSync(into, options) : end.recvBytesInto(into, options);
}

/** What a promise fails with; undefined when it does not. */
export async function failure(doing: Promise<unknown>): Promise<unknown> {
  try {
    await doing;
    return undefined;
  } catch (error) {
    return error;
  }
}
