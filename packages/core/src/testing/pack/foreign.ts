/**
 * Both sides of a worker that the library did not start: the case that gives it things to do, and the worker.
 *
 * @module
 */

import { unpack } from '../../task/index.ts';
import { PATIENCE } from '../board.ts';
import { CheckError } from '../check.ts';
import { foreignBodies } from './foreign-bodies.ts';

/** A worker of the runtime's own class. */
export interface ForeignWorker {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  terminate(): unknown;
}

interface Job {
  readonly name: string;
  readonly packed: object;
}

type Answer = { readonly done: unknown } | { readonly failed: string; readonly code: unknown };

/**
 * Serves in the worker: what it returns takes each message that came. The first says whether to install a host.
 * It says when it is ready, because nothing may be sent to it before.
 */
export function serveForeign(
  post: (message: unknown) => void,
  install: () => Promise<unknown>,
): (message: unknown) => Promise<void> {
  post('ready');
  return async (message) => {
    if (message === 'with a host') await install();
    if (typeof message === 'string') return post('ready');
    const { name, packed } = message as Job;
    try {
      const body = foreignBodies[name as keyof typeof foreignBodies] as (value: unknown) => unknown;
      post({ done: await body(unpack(packed)) } satisfies Answer);
    } catch (error) {
      post({ failed: String(error), code: (error as { readonly code?: unknown }).code } satisfies Answer);
    }
  };
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
