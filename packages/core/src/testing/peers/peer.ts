/**
 * A process that was started by hand, with nothing of this library's own to start processes: it is given the segment as
 * descriptor 3, and runs tasks one after another as it is told through its standard input.
 *
 * @module
 */

import { currentSegmentFd, encodeForProcess, noticeDeath } from '../../multiprocessing/segment-link.ts';
import { builtin, environment } from '../builtins.ts';
import { CheckError } from '../check.ts';
import { ownPid } from '../runtime.ts';
import type { Command } from '../programs/run-program.ts';
import type { PeerTasks } from './peer-tasks.ts';

interface Pipe {
  setEncoding(encoding: 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
}

interface PeerProcess {
  readonly pid: number;
  readonly stdin: { write(text: string): void; end(): void; on(event: 'error', listener: () => void): void };
  readonly stdout: Pipe;
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): void;
  kill(signal: string): boolean;
}

type Spawn = (file: string, args: readonly string[], options: object) => PeerProcess;

/** How a process ended: its exit code, or the signal that killed it. */
export type Ending = number | string | null;

const entry = new URL('./peer-entry.ts', import.meta.url);

export interface PeerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly late?: boolean;
}

/** Where a process that inherits nothing finds the segment. */
export const PATH = 'INTERLEAVE_TEST_SEGMENT';

export class Peer {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  readonly #process: PeerProcess;
  readonly #answers: ((line: string) => void)[] = [];
  #said = '';

  /** `late`: it inherits nothing, and joins by the path of a descriptor of this process. */
  constructor([file, ...flags]: Command, { env, late }: PeerOptions = {}) {
    const fd = currentSegmentFd();
    const spawn = builtin('node:child_process').spawn as unknown as Spawn;
    this.#process = spawn(file, [...flags, builtin('node:url').fileURLToPath(entry)], {
      env: {
        ...environment(),
        NODE_OPTIONS: undefined,
        ...env,
        ...(late === true ? { [PATH]: `/proc/${ownPid()}/fd/${fd}` } : {}),
      },
      stdio: ['pipe', 'pipe', 'inherit', ...(late === true ? [] : [fd])],
    });
    this.pid = this.#process.pid;
    const { stdin, stdout } = this.#process;
    stdout.setEncoding('utf8');
    stdout.on('data', (text) => this.#hear(text));
    // It was killed.
    stdin.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.#process.on('exit', (code, signal) => {
        noticeDeath();
        resolve(signal ?? code);
        for (const answer of this.#answers.splice(0)) answer('{"failed":"its process has ended"}');
      });
    });
  }

  /** Runs a task there, and gives its result. */
  async run<K extends keyof PeerTasks>(
    name: K,
    ...args: Parameters<PeerTasks[K]>
  ): Promise<Awaited<ReturnType<PeerTasks[K]>>> {
    const answer = new Promise<string>((resolve) => this.#answers.push(resolve));
    const text = Array.from(encodeForProcess([name, args]), (byte) => byte.toString(16).padStart(2, '0'));
    this.#process.stdin.write(`${text.join('')}\n`);
    const said = JSON.parse(await answer) as { gave?: never; failed?: string };
    if (said.failed !== undefined) throw new CheckError(`${name}: ${said.failed}`);
    return said.gave as Awaited<ReturnType<PeerTasks[K]>>;
  }

  /** Runs a task that does not end by itself. */
  leave<K extends keyof PeerTasks>(name: K, ...args: Parameters<PeerTasks[K]>): void {
    void this.run(name, ...args).catch(() => {});
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  /** Lets it end by itself. */
  async close(): Promise<Ending> {
    this.#process.stdin.end();
    return this.ended;
  }

  #hear(text: string): void {
    const lines = (this.#said + text).split('\n');
    this.#said = lines.pop() ?? '';
    for (const line of lines) this.#answers.shift()?.(line);
  }
}
