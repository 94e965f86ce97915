import { builtin, environment } from '../builtins.ts';

/** How a runtime is started, up to the file: `['/path/to/deno', 'run', '-A', …]`. */
export type Command = readonly [file: string, ...args: string[]];

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Kills the program after so many milliseconds: to see that it still runs then. */
  readonly killAfter?: number;
  /** Kills the program when it has said this. */
  readonly killAt?: string;
}

export interface ProgramResult {
  readonly code: number | null;
  /** Whether it was killed, because it still ran. */
  readonly killed: boolean;
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly ms: number;
}

/** Well below the runner's own limit, so that a program that hangs is told from a runner that does. */
const LIMIT = 45_000;

/** Runs a program to its end and gives what it left. */
export function runProgram(
  [file, ...flags]: Command,
  entry: URL,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const path = builtin('node:url').fileURLToPath(entry);
  // A runner's own options must not reach the program.
  const env = {
    ...environment(),
    NODE_OPTIONS: undefined,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    ...options.env,
  };
  const started = performance.now();
  const child = builtin('node:child_process').spawn(file, [...flags, path, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr, killed] = ['', '', false];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  child.stdout.on('data', (text) => {
    stdout += text;
    if (options.killAt === undefined || !stdout.includes(options.killAt)) return;
    killed = true;
    child.kill('SIGKILL');
  });
  child.stderr.on('data', (text) => (stderr += text));
  const timer = setTimeout(() => {
    killed = true;
    child.kill('SIGKILL');
  }, options.killAfter ?? LIMIT);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ code, killed, lines, stderr, ms: performance.now() - started });
    });
  });
}
