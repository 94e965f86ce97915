/**
 * Functions travel by reference, as Python pickles them: module and name, never source text.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import { agent } from '../agent/state.ts';
import { taskKey, tasks, type Body } from './registry.ts';
import { addressOf, markTask, type TaskRef } from './task.ts';

/** An intersection, not an inferred Task<A, R>, which would lose type parameters and overloads. */
export type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export interface TaskGroupOptions {
  /** Tells apart two sets of tasks that a bundler put into one file. */
  readonly group?: string;
}

/**
 * Makes tasks of functions. They stay ordinary functions here, and can be run by another thread or process, which
 * imports this module and looks the name up among its exports, then among its definitions.
 *
 * @example
 * ```ts
 * export const { square } = defineTasks(import.meta.url, { square: (n: number) => n * n });
 * ```
 *
 * @throws {TypeError} when the URL is empty or a value is not a function
 * @throws {StateError} when the module (and group) already defined the name
 */
export function defineTasks<const D extends Readonly<Record<string, Body>>>(
  url: string,
  definitions: D,
  options?: TaskGroupOptions,
): Tasks<D> {
  const group = options?.group ?? '';
  if (typeof url !== 'string' || url === '') {
    throw new TypeError(
      'Cannot define tasks: the first argument must be import.meta.url and it is empty; a bundler that removed it ' +
        'must keep it, or give the module its own file (and a group: defineTasks(url, tasks, { group }))',
    );
  }
  const known = tasks();
  const defined: Record<string, Body> = {};
  for (const [name, body] of Object.entries(definitions)) {
    if (typeof body !== 'function') {
      throw new TypeError(`Cannot define the task ${name}: it must be a function, received ${typeof body}`);
    }
    const key = taskKey(url, group, name);
    if (known.has(key)) {
      throw new StateError(
        `Cannot define the task ${name} of ${url} twice; if a bundler merged two modules, tell them apart: ` +
          "defineTasks(import.meta.url, { … }, { group: 'a name of your own' })",
      );
    }
    const task = addressOf(body) === undefined ? body : again(body);
    markTask(task, { url, group, name });
    known.set(key, task);
    defined[name] = task;
  }
  return defined as Tasks<D>;
}

/** A function that is already a task keeps its address; under a second name it is another function. */
function again(body: Body): Body {
  return function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(body, this, args);
  };
}

/**
 * Error classes that keep their class when they arrive from another agent. Both sides must define them: do it in a
 * module that both import.
 */
export function defineErrors(
  classes: Readonly<Record<string, abstract new (...args: never[]) => Error>>,
): void {
  for (const [name, constructor] of Object.entries(classes)) {
    if (typeof constructor !== 'function' || !(constructor.prototype instanceof Error)) {
      throw new TypeError(`Cannot define the error ${name}: it must be a class that extends Error`);
    }
    // An error says its class by the prototype's name or the constructor's; a minifier changes the second.
    const names = [name, constructor.name, (constructor.prototype as Error).name];
    for (const known of names) if (!isCommon(known)) agent().errorClasses.set(known, constructor);
  }
}

/** A name that the class only inherits, or has none of its own for. */
function isCommon(name: string): boolean {
  return name === '' || name === 'Error';
}
