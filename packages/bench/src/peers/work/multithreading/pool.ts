/**
 * multithreading: `spawn` and `join`, with as many workers as the others (`initRuntime`). Its functions travel as source
 * text, once to each worker, and have to stand by themselves; `move` moves every ArrayBuffer, so it copies none.
 *
 * @module
 */

import { AbsentError } from '../../../engines/timing/subject.ts';
import { type Pool, type TaskName, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';
import type { Tasks } from '../pool/tasks.ts';
import type { Library } from './library.ts';

const FUNCTIONS: Omit<Tasks, 'sum'> = {
  echo: (value) => value,
  product: (most) => {
    let product = 1n;
    for (let factor = 2n; factor <= most; factor += 1n) product *= factor;
    return Number(product % 1_000_000_007n);
  },
  hold: (ms) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    return ms;
  },
};

function touch(buffer: ArrayBuffer): ArrayBuffer {
  new Int32Array(buffer, 0, 1)[0]! += 1;
  return buffer;
}

async function open(): Promise<Pool> {
  const { initRuntime, move, spawn } = await import('multithreading');
  initRuntime({ maxWorkers: WORKERS });
  return {
    call: (task, value) => valueOf(spawn(move(value), functionOf(task)).join()),
    move: (buffer) => valueOf(spawn(move(buffer), touch).join()),
  };
}

function functionOf(task: TaskName): (value: unknown) => unknown {
  if (task === 'sum') throw new AbsentError('it moves every ArrayBuffer and copies none');
  return FUNCTIONS[task] as (value: unknown) => unknown;
}

async function valueOf(joined: ReturnType<ReturnType<Library['spawn']>['join']>): Promise<unknown> {
  const result = await joined;
  if (!result.ok) throw result.error;
  return result.value;
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'multithreading');
