/**
 * What the last to arrive at a barrier runs before anybody goes on.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import type { Body } from '../task/registry.ts';
import { definedTask, resolveTask } from '../task/resolve.ts';
import { addressOf, type TaskAddress } from '../task/task.ts';

export class BarrierAction {
  /** Absent of a plain function, which is known in this agent alone. */
  readonly address: TaskAddress | undefined;
  #body: Body | undefined;

  constructor(action: Body | TaskAddress) {
    this.address = typeof action === 'function' ? addressOf(action) : action;
    if (typeof action === 'function' && this.address === undefined) this.#body = action;
  }

  /** Finds the function, so that it can be called without a pause. */
  async load(): Promise<Body> {
    this.#body ??= this.#defined() ?? (await resolveTask(this.address as TaskAddress));
    return this.#body;
  }

  async run(): Promise<void> {
    await (Reflect.apply(await this.load(), undefined, []) as unknown);
  }

  /** @throws {TypeError} when the action gives a promise, which nobody who blocks can wait for */
  runSync(): void {
    const body = this.#body ?? this.#defined();
    if (body === undefined) {
      const { name, url } = this.address as TaskAddress;
      throw new StateError(
        `Cannot run the barrier's action ${name} here: ${url} was not imported in this thread; ` +
          'import it, or use `await barrier.wait()`',
      );
    }
    const result = Reflect.apply(body, undefined, []) as unknown;
    if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return;
    // Nobody will look at how it ends.
    void Promise.resolve(result).catch(() => {});
    throw new TypeError(
      "Cannot wait for the barrier's action: it gave a promise, and waitSync blocks; use `await barrier.wait()`",
    );
  }

  #defined(): Body | undefined {
    return this.address && definedTask(this.address);
  }
}
