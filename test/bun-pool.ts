/**
 * Runs vitest's test files on Bun in child processes, so that a test is Bun's main thread.
 *
 * vitest's own `forks` pool does not start there (Bun's child has no `channel.unref`), and in its `threads` pool
 * no test would be the main thread, where blocking, signals and exit behave differently.
 *
 * @module
 */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { distDir, type PoolOptions, type PoolWorker, type WorkerRequest } from 'vitest/node';

class BunFork implements PoolWorker {
  readonly name = 'bun-forks';
  readonly cacheFs = true;
  readonly #options: PoolOptions;
  #child: ChildProcess | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get #running(): ChildProcess {
    if (this.#child === undefined) throw new Error('the test process was not started');
    return this.#child;
  }

  on(event: string, listener: (value: unknown) => void): void {
    this.#running.on(event, listener);
  }

  off(event: string, listener: (value: unknown) => void): void {
    this.#running.off(event, listener);
  }

  send(message: WorkerRequest): void {
    this.#running.send(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async start(): Promise<void> {
    this.#child = fork(join(distDir, 'workers/forks.js'), [], {
      env: this.#options.env as NodeJS.ProcessEnv,
      execArgv: this.#options.execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
  }

  async stop(): Promise<void> {
    const child = this.#running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

export const bunPool = {
  name: 'bun-forks',
  createPoolWorker: (options: PoolOptions): PoolWorker => new BunFork(options),
};
