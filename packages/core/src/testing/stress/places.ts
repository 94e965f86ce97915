import { setExcepthook, Thread } from '../../threading/index.ts';
import type { Task } from '../../task/index.ts';
import { PATIENCE, read, GO, type Board } from '../board.ts';
import { ok } from '../check.ts';
import type { RuntimeName } from '../harness.ts';
import { waysToDie } from '../runtime.ts';
import type { Doom } from './hammer.tasks.ts';

/** One of the threads of a stress: what it does, and whether it dies and is followed by another, until GO. */
export interface Work<A extends unknown[]> {
  readonly task: Task<[...A, number, boolean, Doom | undefined]>;
  readonly args: A;
  readonly blocking: boolean;
  readonly mortal: boolean;
}

/** Threads at work, and those that follow the ones that died. */
export class Places {
  readonly #runtime: RuntimeName;
  readonly #board: Board;
  readonly #seed: number;
  readonly #next: () => number;
  readonly #holding: boolean;
  deaths = 0;

  constructor(runtime: RuntimeName, board: Board, seed: number, next: () => number, holding: boolean) {
    this.#runtime = runtime;
    this.#board = board;
    this.#seed = seed;
    this.#next = next;
    this.#holding = holding;
    // They die on purpose.
    setExcepthook(() => {});
  }

  /** Keeps a thread at work; resolves when the last at this place has ended after GO. */
  async keep<A extends unknown[]>({ task, args, blocking, mortal }: Work<A>): Promise<void> {
    const ways = waysToDie[this.#runtime];
    do {
      const doom: Doom | undefined = mortal
        ? {
            way: ways[Math.floor(this.#next() * ways.length)]!,
            afterMs: 20 + this.#next() * 200,
            holding: this.#holding,
          }
        : undefined;
      const thread = new Thread(task as unknown as Task<unknown[]>, {
        args: [...args, Math.floor(this.#next() * 2 ** 32), blocking, doom],
      }).start();
      ok(
        await thread.join({ timeout: PATIENCE + 2 ** 30 * Number(!mortal) }),
        this.show(`${thread.name} does not end`),
      );
      if (mortal) this.deaths++;
      else if (thread.error !== undefined) throw thread.error;
    } while (read(this.#board, GO) === 0);
  }

  /** What failed, and what would show it again. */
  show(what: string): string {
    return `${what}; seed ${this.#seed}, board ${this.#board.subarray(0, 16).join(' ')}`;
  }
}
