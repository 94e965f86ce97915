/**
 * A task: a function that another agent can be asked to call, because it is known by module and name.
 *
 * @module
 */

import { SerializationError } from '../errors.ts';

/** Own name, so that neither lib.dom nor a runtime's types are needed. */
export type Transferable = object;

/** A function another agent can be asked to call. */
export interface TaskRef {
  /** The module that defines it. */
  readonly url: string;
  readonly taskName: string;
}

export type Task<A extends unknown[] = never[], R = unknown> = ((...args: A) => R) & TaskRef;

/** Accepts every task, which `Task<unknown[], unknown>` would not. */
export type AnyTask = Task<never[], unknown>;

/** What a task is in a message. */
export interface TaskAddress {
  readonly url: string;
  readonly group: string;
  readonly name: string;
}

const ADDRESS: unique symbol = Symbol.for('interleave/task') as never;

export function markTask(body: object, address: TaskAddress): void {
  Object.defineProperties(body, {
    [ADDRESS]: { value: address },
    url: { value: address.url },
    taskName: { value: address.name },
  });
}

/** A task's address, undefined for any other value. */
export function addressOf(value: unknown): TaskAddress | undefined {
  if (typeof value !== 'function') return undefined;
  return (value as { [ADDRESS]?: TaskAddress })[ADDRESS];
}

/** A task's address; refuses what another agent could not find. */
export function requireTask(value: unknown, where: string): TaskAddress {
  const address = addressOf(value);
  if (address !== undefined) return address;
  if (typeof value !== 'function')
    throw new TypeError(`Cannot ${where}: the target must be a task, received ${typeof value}`);
  const name = value.name === '' ? 'the function' : value.name;
  throw new SerializationError(
    `Cannot ${where}: ${name} is a closure, which does not travel to another thread; define it at the top level of ` +
      `a module: export const { ${value.name || 'work'} } = defineTasks(import.meta.url, { ${value.name || 'work'}: … })`,
    'target',
  );
}
