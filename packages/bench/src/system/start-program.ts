/**
 * A program of this runtime in a process of its own, whose main is a task.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type {
  Observation,
  ProgramEnd,
  ProgramOptions,
  RunningProgram,
  System,
} from '@interleave/core/scenario';
import { NATIVE_ENV, NATIVE_FLAGS } from '../targets/native-flags.ts';
import { MODULE_EXTENSION } from '../targets/source-mode.ts';
import { onCpus } from './affinity.ts';
import { type ProgramOrder, RESULT } from './run-program.ts';

const LIMIT = 60_000;

function kind(): 'node' | 'deno' | 'bun' {
  const { versions } = process;
  return versions['deno'] !== undefined ? 'deno' : versions['bun'] !== undefined ? 'bun' : 'node';
}

export const startProgram: System['start'] = ({ url, taskName }, options = {}) => {
  const runtime = kind();
  const entry = fileURLToPath(new URL(`./program-${runtime}${MODULE_EXTENSION}`, import.meta.url));
  const order: ProgramOrder = { task: { url, taskName }, args: options.args ?? [] };
  const [file = process.execPath, ...args] = [
    ...onCpus(options.cpus),
    process.execPath,
    ...NATIVE_FLAGS[runtime],
    entry,
    JSON.stringify(order),
  ];
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...NATIVE_ENV[runtime] },
  });
  return watch(child, options);
};

function watch(child: ChildProcess, { limit = LIMIT }: ProgramOptions): RunningProgram {
  const output: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  let result: Observation | undefined;
  let rest = '';
  let errors = '';
  const take = (line: string): void => {
    if (line.startsWith(RESULT)) {
      result = JSON.parse(line.slice(RESULT.length)) as Observation;
      return;
    }
    output.push(line);
    for (const listener of listeners) listener(line);
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // It may have ended without reading what was written to it.
  child.stdin?.on('error', () => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const ended = new Promise<ProgramEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (rest !== '') take(rest);
      resolve({ code, signal, result, output, errors });
    });
  });
  return {
    pid: child.pid ?? -1,
    write: (text) => void child.stdin?.write(text),
    onLine: (listener) => {
      output.forEach(listener);
      listeners.push(listener);
    },
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}
