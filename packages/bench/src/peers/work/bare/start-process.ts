/**
 * A process as each runtime starts one with its own means, up to the first byte of its output.
 *
 * @module
 */

import { spawn } from 'node:child_process';
import { KIND } from '../process/runtime.ts';

/** As much of what Deno and Bun give as is used here. */
interface WebChild {
  readonly stdout: ReadableStream<Uint8Array>;
}

interface Starters {
  readonly Deno?: {
    readonly Command: new (
      file: string,
      options: object,
    ) => { spawn(): WebChild & { readonly status: unknown } };
  };
  readonly Bun?: {
    spawn(command: readonly string[], options: object): WebChild & { readonly exited: unknown };
  };
}

const { Deno, Bun } = globalThis as Starters;

/** Gives what settles when it has ended. */
export async function startProcess([file, args]: readonly [string, string[]]): Promise<Promise<unknown>> {
  if (KIND === 'deno' && Deno !== undefined) {
    const child = new Deno.Command(file, { args, stdin: 'null', stdout: 'piped' }).spawn();
    await child.stdout.getReader().read();
    return child.status as Promise<unknown>;
  }
  if (KIND === 'bun' && Bun !== undefined) {
    const child = Bun.spawn([file, ...args], { stdin: 'ignore', stdout: 'pipe' });
    await child.stdout.getReader().read();
    return child.exited as Promise<unknown>;
  }
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return ended;
}
