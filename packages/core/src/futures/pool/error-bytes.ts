import { StateError } from '../../errors.ts';
import { encodeError } from '../../lifecycle/thread-record.ts';
import { textOf } from '../../wire/error-fields.ts';

/** A task's error as bytes; one that cannot be sent is told as one that can. */
export function errorBytes(error: Error): Uint8Array<ArrayBuffer> {
  try {
    return encodeError(error);
  } catch (cause) {
    return encodeError(new StateError(`The task's error could not be sent: ${textOf(cause)}`));
  }
}
