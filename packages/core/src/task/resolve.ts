/**
 * From a task's address to the function, in the agent that is to call it.
 *
 * @module
 */

import { agent } from '../agent/state.ts';
import { BootstrapError, StateError, VersionError } from '../errors.ts';
import { textOf } from '../wire/error-fields.ts';
import { currentTask } from './current-task.ts';
import { taskKey, tasks, type Body } from './registry.ts';
import { addressOf, type TaskAddress } from './task.ts';

/**
 * Imports the task's module and finds it: among the exports first, then among the definitions. `amid` other tasks of this
 * agent, which cannot be told apart from the module, that may start threads while the module is evaluated.
 */
export async function resolveTask({ url, group, name }: TaskAddress, amid = false): Promise<Body> {
  const exported = await load(url, amid ? 0 : 1);
  const candidate = group === '' && Object.hasOwn(exported, name) ? exported[name] : undefined;
  if (addressOf(candidate) !== undefined) return candidate as Body;
  const defined = definedTask({ url, group, name });
  if (defined !== undefined) return defined;
  if (typeof candidate === 'function') {
    throw new StateError(
      `Cannot run ${name} of ${url}: it is exported there but is not a task; define it with ` +
        `defineTasks(import.meta.url, { ${name} })`,
    );
  }
  const others = namesOf(url, group);
  throw new StateError(
    `Cannot run ${name} of ${url}: the module has no such task` +
      (others.length === 0 ? '; it defines none with this URL' : `; it has ${others.join(', ')}`),
  );
}

/** The task of an address, where its module was evaluated here already. */
export function definedTask({ url, group, name }: TaskAddress): Body | undefined {
  return tasks().get(taskKey(url, group, name));
}

function namesOf(url: string, group: string): string[] {
  return [...tasks().values()]
    .map((task) => addressOf(task))
    .filter((address) => address?.url === url && address.group === group)
    .map((address) => (address as TaskAddress).name);
}

async function load(url: string, counts: 0 | 1): Promise<Record<string, unknown>> {
  const state = agent();
  state.evaluating += counts;
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof VersionError || cause instanceof BootstrapError) throw cause;
    throw new StateError(`Cannot load the task module ${url}: ${textOf(cause)}`, { cause });
  } finally {
    state.evaluating -= counts;
  }
}

/** Refuses to start anything from a task module that is being evaluated: each start would evaluate it again. */
export function refuseWhileEvaluating(what: string): void {
  // A pool's task may run while the module of another is loaded.
  if (agent().evaluating === 0 || currentTask() !== undefined) return;
  throw new BootstrapError(
    `Cannot ${what} while a task module is being evaluated: this line would run again in every thread; ` +
      'wrap the program in main(() => { … }), which runs in its first agent only',
  );
}
