/**
 * Whether a value is an exploration, and if not, what is wrong with it.
 *
 * @module
 */

import type { Exploration } from './exploration.ts';

/** @throws {TypeError} naming the field, and what to do */
export function checkExploration(value: unknown, where: string): Exploration<object> {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`${where} is no exploration: it must be an object with name, setup and agents`);
  }
  const { name, setup, agents, mortal = [], daemons = [], check } = value as Partial<Exploration<object>>;
  const refuse = (field: string, must: string): never => {
    throw new TypeError(`${where} is no exploration: ${field} must be ${must}`);
  };
  if (typeof name !== 'string' || name === '') refuse('name', 'a string that is not empty');
  if (typeof setup !== 'function') refuse('setup', 'a function that gives what the agents share');
  if (typeof agents !== 'object' || agents === null || Object.keys(agents).length === 0) {
    refuse('agents', 'an object of functions, one for each agent');
  }
  for (const [agent, body] of Object.entries(agents as object)) {
    if (typeof body !== 'function') refuse(`agents.${agent}`, 'a function');
  }
  for (const [field, names] of Object.entries({ mortal, daemons })) {
    if (!Array.isArray(names)) refuse(field, 'a list of names of agents');
    for (const one of names)
      if (!Object.hasOwn(agents as object, one)) refuse(field, `names of agents; '${one}' is none`);
  }
  if (check !== undefined && typeof check !== 'function')
    refuse('check', 'a function that throws where something is wrong');
  return value as Exploration<object>;
}
