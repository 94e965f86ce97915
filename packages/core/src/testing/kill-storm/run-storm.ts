/**
 * A storm as it is seen from outside: a program, of which nothing may be left when it has ended, in whatever way.
 *
 * @module
 */

import type { Runtime } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import { builtin, environment, type Child } from '../builtins.ts';
import { CheckError, ok } from '../check.ts';
import { descendantsOf } from '../process-table.ts';
import { lasting } from '../programs/run-marked.ts';
import type { Command } from '../programs/run-program.ts';
import { killProcess } from '../runtime.ts';
import { leftOf, sharedFiles, type Traces } from './leftovers.ts';
import type { StormReport } from './storm-report.ts';

const entry = new URL('./entry.ts', import.meta.url);
const MARK = 'INTERLEAVE_STORM';

export type { StormReport } from './storm-report.ts';

export interface StormOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly runtimes: readonly Runtime[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Which of its processes are killed, from outside, so long after the first came up. */
export interface Ruin {
  readonly who: 'the first' | 'all';
  readonly afterMs: number;
}

let marks = 0;

/** Runs a storm to its end, and sees that nothing is left. */
export async function runStorm(command: Command, options: StormOptions): Promise<StormReport> {
  const program = new StormProgram(command, options);
  const code = await program.ended(options.seconds * 1000 + 4 * PATIENCE);
  const report = program.report;
  ok(report !== undefined && code === 0, program.show(`it ended with ${code}`));
  ok(report.troubles.length === 0, program.show(report.troubles.join('; ')));
  await program.leavesNothing();
  return report;
}

/** Ruins a storm, and sees that nothing is left. */
export async function ruinStorm(command: Command, options: StormOptions, ruin: Ruin): Promise<void> {
  const program = new StormProgram(command, options);
  await program.isUp();
  await sleep(ruin.afterMs);
  program.kill(ruin.who);
  await program.ended(PATIENCE);
  await program.leavesNothing();
}

class StormProgram {
  readonly #child: Child;
  readonly #options: StormOptions;
  readonly #ended: Promise<number | null>;
  readonly #shared: readonly string[] = sharedFiles();
  readonly #mark: string;
  #stdout = '';
  #stderr = '';
  #over = false;

  constructor([file, ...flags]: Command, options: StormOptions) {
    marks += 1;
    const { seed, seconds, runtimes } = options;
    this.#options = options;
    const mark = `${builtin('node:process').pid}/${marks}`;
    this.#mark = `${MARK}=${mark}`;
    const path = builtin('node:url').fileURLToPath(entry);
    const args = [...flags, path, String(seed), String(seconds), runtimes.join()];
    // A runner's own options must not reach the program.
    const env = { ...environment(), NODE_OPTIONS: undefined, ...options.env, [MARK]: mark };
    this.#child = builtin('node:child_process').spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.#child;
    for (const stream of [stdout, stderr]) stream.setEncoding('utf8');
    stdout.on('data', (text) => (this.#stdout += text));
    stderr.on('data', (text) => (this.#stderr += text));
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => {
        this.#over = true;
        resolve(code);
      });
    });
  }

  #line(number: number): Record<string, unknown> | undefined {
    const lines = this.#stdout.split('\n').slice(0, -1);
    const text = lines[number];
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
  }

  get report(): StormReport | undefined {
    return this.#line(1) as StormReport | undefined;
  }

  async isUp(): Promise<void> {
    while (this.#line(0) === undefined && !this.#over) await sleep(5);
    ok(!this.#over, this.show('it did not come up'));
  }

  kill(who: Ruin['who']): void {
    const { pid } = this.#child;
    if (who === 'all') for (const row of descendantsOf(pid)) killIfThere(row.pid);
    killIfThere(pid);
  }

  /** The output is closed when the last of its processes has ended. */
  async ended(patience: number): Promise<number | null> {
    await Promise.race([this.#ended, sleepUnref(patience)]);
    if (this.#over) return this.#ended;
    const left = descendantsOf(this.#child.pid).map(({ command }) => command);
    this.kill('all');
    throw new CheckError(this.show(`it does not end: ${left.join(' | ')}`));
  }

  async leavesNothing(): Promise<void> {
    const said = this.#line(0) as { readonly tag: string; readonly segment: number } | undefined;
    const traces: Traces = {
      mark: this.#mark,
      tag: said?.tag,
      segment: said?.segment,
      shared: this.#shared,
    };
    const left = await lasting(() => leftOf(traces));
    ok(left.length === 0, this.show(`it leaves ${left.join(' | ')}`));
  }

  /** What failed, and what would show it again. */
  show(what: string): string {
    const { seed, seconds, runtimes } = this.#options;
    return (
      `${what}; seed ${seed}, ${seconds} s on ${runtimes.join()}: ` +
      `${JSON.stringify(this.#line(1) ?? {})} ${this.#stderr}`
    );
  }
}

function killIfThere(pid: number): void {
  try {
    killProcess(pid);
  } catch {
    // It has ended since the list was read.
  }
}

/** A sleep that by itself keeps nothing alive where that can be said. */
function sleepUnref(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, ms);
    if (typeof timer === 'object') (timer as { unref?(): void } | null)?.unref?.();
  });
}
