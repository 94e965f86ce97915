/**
 * Whether a value is an exploration, and if not, what is wrong with it.
 *
 * @module
 */

import type { Exploration, Limits } from './exploration.ts';

const LIMITS: readonly string[] = [
  'preemptions',
  'timeouts',
  'deaths',
  'rings',
  'schedules',
  'steps',
  'ms',
] satisfies (keyof Limits)[];

/** @throws {TypeError} naming the field, and what to do */
export function checkExploration(value: unknown, where: string): Exploration<object> {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`${where} is no exploration: it must be an object with name, setup and agents`);
  }
  const exploration = value as Partial<Exploration<object>>;
  const {
    name,
    group,
    limits = {},
    deep = {},
    setup,
    agents,
    mortal = [],
    daemons = [],
    check,
  } = exploration;
  const refuse = (field: string, must: string): never => {
    throw new TypeError(`${where} is no exploration: ${field} must be ${must}`);
  };
  if (typeof name !== 'string' || name === '') refuse('name', 'a string that is not empty');
  if (group !== undefined && (typeof group !== 'string' || group === ''))
    refuse('group', 'a string that is not empty');
  for (const [field, bounds] of Object.entries({ limits, deep })) {
    if (typeof bounds !== 'object' || bounds === null) refuse(field, 'an object of numbers');
    for (const [limit, most] of Object.entries(bounds as object)) {
      if (!LIMITS.includes(limit)) refuse(`${field}.${limit}`, `one of ${LIMITS.join(', ')}`);
      if (typeof most !== 'number' || !(most >= 0)) refuse(`${field}.${limit}`, 'a number of 0 or more');
    }
  }
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
