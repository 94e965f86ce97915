/**
 * A worker that the library did not start, as the case sees it that gives it things to do.
 *
 * @module
 */

import { PATIENCE } from '../board.ts';
import { CheckError } from '../check.ts';
import type { foreignBodies } from './foreign-bodies.ts';
import type { Answer, Job } from './serve-foreign.ts';

/** A worker of the runtime's own class. */
export interface ForeignWorker {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  terminate(): unknown;
}

export class Foreign {
  readonly #worker: ForeignWorker;
  readonly #heard: unknown[] = [];
  #hear: () => void = () => {};

  constructor(worker: ForeignWorker) {
    this.#worker = worker;
    worker.listen((message) => {
      this.#heard.push(message);
      this.#hear();
    });
  }

  static async start(worker: ForeignWorker, kind: 'with a host' | 'bare'): Promise<Foreign> {
    const foreign = new Foreign(worker);
    await foreign.#next();
    worker.post(kind);
    await foreign.#next();
    return foreign;
  }

  /** Has the worker unpack a value and do something with it. */
  async do(name: keyof typeof foreignBodies, packed: object): Promise<unknown> {
    const answer = await this.ask(name, packed);
    if ('done' in answer) return answer.done;
    throw new CheckError(answer.failed);
  }

  async ask(name: keyof typeof foreignBodies, packed: object): Promise<Answer> {
    this.#worker.post({ name, packed } satisfies Job);
    return (await this.#next()) as Answer;
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new CheckError('the worker does not answer')), PATIENCE);
      this.#hear = () => {
        if (this.#heard.length === 0) return;
        clearTimeout(timer);
        resolve(this.#heard.shift());
      };
      this.#hear();
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
