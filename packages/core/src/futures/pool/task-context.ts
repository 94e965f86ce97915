import type { CurrentTask } from '../../task/current-task.ts';
import type { Address, SharedWords } from '../../memory/index.ts';
import { ABORT, PLACE } from './layout.ts';

/** A task that runs, as itself knows it: its signal is made when it asks, and is right without its event loop. */
export class TaskContext implements CurrentTask {
  readonly #words: SharedWords;
  readonly #place: Address;
  #controller: AbortController | undefined;
  #over = false;
  #told = false;

  constructor(words: SharedWords, place: Address) {
    this.#words = words;
    this.#place = place;
  }

  get signal(): AbortSignal {
    return (this.#controller ??= this.#made()).signal;
  }

  /** Whether it is to stop. */
  get aborted(): boolean {
    return !this.#over && this.#words.load(this.#place + PLACE.control) === ABORT;
  }

  /** Aborts the signal if that was asked. */
  look(): void {
    // Once: some runtimes ask the signal while they abort it.
    if (this.#told || this.#controller === undefined || !this.aborted) return;
    this.#told = true;
    this.#controller.abort();
  }

  /** The place is another task's from now on. */
  end(): void {
    if (this.#controller !== undefined) this.look();
    this.#over = true;
  }

  #made(): AbortController {
    const controller = new AbortController();
    const { signal } = controller;
    const proper = AbortSignal.prototype;
    const aborted = Object.getOwnPropertyDescriptor(proper, 'aborted')?.get;
    Object.defineProperties(signal, {
      aborted: {
        get: (): boolean => {
          this.look();
          return aborted?.call(signal) as boolean;
        },
      },
      throwIfAborted: {
        value: (): void => {
          this.look();
          proper.throwIfAborted.call(signal);
        },
      },
    });
    this.#controller = controller;
    this.look();
    return controller;
  }
}

/** One flow's place for the task that it runs. */
export interface TaskFrame {
  context: TaskContext | undefined;
}
