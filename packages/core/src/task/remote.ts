/**
 * The tasks of a module that is not imported here.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import { markTask, type AnyTask, type TaskAddress } from './task.ts';
import type { TaskGroupOptions } from './define.ts';

/** The tasks that a module exports, and nothing else it exports. */
export type RemoteTasks<M> = { readonly [K in keyof M as M[K] extends AnyTask ? K : never]: M[K] };

/**
 * Names a module's tasks without importing it.
 *
 * @example
 * ```ts
 * const { square } = remote<typeof import('./tasks.ts')>(new URL('./tasks.ts', import.meta.url));
 * ```
 *
 * @throws {StateError} from the task, when it is called here
 */
export function remote<M>(url: URL | string, options?: TaskGroupOptions): RemoteTasks<M> {
  const module = new URL(url).href;
  const group = options?.group ?? '';
  const made = new Map<string, object>();
  return new Proxy(Object.create(null) as object, {
    get(_target, name): unknown {
      // `then` would make it look like a promise to whoever awaits it.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      let task = made.get(name);
      if (task === undefined) {
        task = (): never => {
          throw new StateError(
            `Cannot call ${name} here: it is a task of ${module}, which is not imported; run it in a thread`,
          );
        };
        markTask(task, { url: module, group, name });
        made.set(name, task);
      }
      return task;
    },
  }) as RemoteTasks<M>;
}

/** The task at an address, whose module may not be imported here. */
export function taskAt({ url, group, name }: TaskAddress): AnyTask {
  return remote<Record<string, AnyTask>>(url, { group })[name] as AnyTask;
}
