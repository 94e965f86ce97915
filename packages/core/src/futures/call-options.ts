import { timeoutOf } from '../agent/deadline.ts';
import type { Transferable } from '../task/task.ts';
import type { CallOptions } from './dispatch.ts';

/** The options of calls, checked and copied. */
export function callOptionsOf(options: CallOptions): CallOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Cannot use options of calls: they must be an object, received ${kindOf(options)}`);
  }
  const { signal, kill, transfer, priority, timeout } = options;
  if (signal !== undefined && !isSignal(signal)) throw wrong('signal', 'an AbortSignal', signal);
  if (kill !== undefined && typeof kill !== 'boolean') throw wrong('kill', 'true or false', kill);
  if (priority !== undefined && typeof priority !== 'number') throw wrong('priority', 'a number', priority);
  if (priority !== undefined && !Number.isFinite(priority)) {
    throw new RangeError(
      `Cannot use options of calls: priority must be a finite number, received ${priority}`,
    );
  }
  timeoutOf({ timeout });
  return { signal, kill, transfer: listOf(transfer), priority, timeout };
}

function listOf(transfer: unknown): readonly Transferable[] | undefined {
  if (transfer === undefined) return undefined;
  if (!Array.isArray(transfer)) throw wrong('transfer', 'an array of what is to move', transfer);
  const odd: unknown = transfer.find((one) => typeof one !== 'object' || one === null);
  if (odd !== undefined) throw wrong('transfer', 'an array of objects', odd);
  return [...(transfer as Transferable[])];
}

function isSignal(value: unknown): boolean {
  const { aborted, addEventListener } = (value ?? {}) as Partial<AbortSignal>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function';
}

function wrong(name: string, what: string, value: unknown): TypeError {
  return new TypeError(`Cannot use options of calls: ${name} must be ${what}, received ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
