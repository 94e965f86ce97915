import type { Body } from '../../task/registry.ts';
import { asError } from '../../lifecycle/as-error.ts';
import type { ChunkOutcome } from '../dispatch.ts';
import type { Packer } from './packer.ts';
import type { TaskContext } from './task-context.ts';

type Outcomes = [ok: boolean, value: unknown][];

/** Calls a task for each list of arguments, one after another. One that fails stops those behind it where it `stops`. */
export async function runChunk(
  body: Body,
  calls: readonly (readonly unknown[])[],
  context: TaskContext,
  stops: boolean,
): Promise<ChunkOutcome> {
  const outcomes: Outcomes = [];
  for (const args of calls) {
    try {
      if (context.aborted) throw new DOMException('The call was aborted', 'AbortError');
      const result: unknown = Reflect.apply(body, undefined, args);
      outcomes.push([true, isThenable(result) ? await result : result]);
    } catch (thrown) {
      outcomes.push([false, asError(thrown)]);
      if (stops) break;
    }
  }
  return outcomes as unknown as ChunkOutcome;
}

/** What of a chunk's outcomes can travel; where a result cannot, the reason why. */
export function travelling(
  outcomes: ChunkOutcome,
  packer: Packer,
  release: (handles: readonly number[]) => void,
): ChunkOutcome {
  return outcomes.map((outcome) => {
    try {
      release(packer.pack(outcome[1], 'result').handles);
      return outcome;
    } catch (error) {
      return [false, asError(error)];
    }
  });
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
