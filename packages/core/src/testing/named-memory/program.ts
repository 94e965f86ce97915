import { builtin, environment } from '../builtins.ts';
import { CheckError } from '../check.ts';
import type { Command } from '../programs/run-program.ts';

interface Stream {
  setEncoding(encoding: 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
}

interface Spawned {
  readonly pid: number;
  readonly stdin: { write(text: string): void; end(): void; on(event: 'error', listener: () => void): void };
  readonly stdout: Stream;
  readonly stderr: Stream;
  on(event: 'close', listener: (code: number | null, signal: string | null) => void): void;
}

type Spawn = (file: string, args: readonly string[], options: object) => Spawned;

interface Kill {
  readonly process: { kill(pid: number, signal: string): void };
}

const entry = new URL('./program-entry.ts', import.meta.url);
const PATIENCE = 30_000;

/** A program that leaves named memory behind, in a process group of its own. */
export class LeakingProgram {
  readonly pid: number;
  /** How it ended, when all that had its standard error have: its guardian has it too. */
  readonly closed: Promise<number | string | null>;
  stderr = '';
  readonly #spawned: Spawned;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string) => void)[] = [];
  #rest = '';

  constructor([file, ...flags]: Command, ...args: readonly string[]) {
    const spawn = builtin('node:child_process').spawn as unknown as Spawn;
    this.#spawned = spawn(file, [...flags, builtin('node:url').fileURLToPath(entry), ...args], {
      env: { ...environment(), NODE_OPTIONS: undefined, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid, stdin, stdout, stderr } = this.#spawned;
    this.pid = pid;
    stdin.on('error', () => {});
    for (const stream of [stdout, stderr]) stream.setEncoding('utf8');
    stdout.on('data', (text) => this.#hear(text));
    stderr.on('data', (text) => (this.stderr += text));
    this.closed = new Promise((resolve) => {
      this.#spawned.on('close', (code, signal) => {
        resolve(signal ?? code);
        for (const wait of this.#waiting.splice(0)) wait('');
      });
    });
  }

  /** The next line that it says; an error when it says no more. */
  async line(): Promise<string> {
    const said =
      this.#lines.shift() ??
      (await new Promise<string>((resolve, reject) => {
        this.#waiting.push(resolve);
        const timer = setTimeout(() => reject(new CheckError(`it says nothing: ${this.stderr}`)), PATIENCE);
        void this.closed.then(() => clearTimeout(timer));
      }));
    if (said === '') throw new CheckError(`it has ended: ${this.stderr}`);
    return said;
  }

  async lines(count: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < count) lines.push(await this.line());
    return lines;
  }

  /** Lets it go on. */
  tell(): void {
    this.#spawned.stdin.write('\n');
  }

  /** Sends it a signal, or its whole process group. */
  signal(signal: string, whom: 'it' | 'its group' = 'it'): void {
    sendSignal(whom === 'it' ? this.pid : -this.pid, signal);
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const wait = this.#waiting.shift();
      if (wait === undefined) this.#lines.push(line);
      else wait(line);
    }
  }
}

export function sendSignal(pid: number, signal: string): void {
  (globalThis as unknown as Kill).process.kill(pid, signal);
}
