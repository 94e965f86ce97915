/**
 * The tasks that the modules of this agent have defined.
 *
 * @module
 */

import { agent } from '../agent/state.ts';

/** Not `(...args: never[]) => unknown`, which as a contextual type fixes the parameter of a generic task to never. */
// oxlint-disable-next-line typescript/no-unsafe-function-type
export type Body = Function;

/** By module, group and name. */
export type TaskRegistry = Map<string, Body>;

export function taskKey(url: string, group: string, name: string): string {
  return JSON.stringify([url, group, name]);
}

export function tasks(): TaskRegistry {
  return agent().tasks;
}
