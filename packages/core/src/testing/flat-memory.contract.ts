import { equal } from './check.ts';
import type { Harness } from './harness.ts';
import { growth, type Bytes } from './programs/flat.ts';
import { runProgram, type Command } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** Heap, resident bytes and window are, after all of it, what they were after a tenth. */
async function isFlat(
  command: Command,
  args: readonly [primitive: string, how: string, rounds: string, place: string],
): Promise<void> {
  const result = await runProgram(command, entry, ['flat', ...args]);
  equal([result.killed, result.code], [false, 0], result.stderr);
  const { first, last, waits } = JSON.parse(result.lines[0]!) as { first: Bytes; last: Bytes; waits: number };
  equal([waits, growth(first, last)], [Number(args[2]) * 1000, undefined]);
}

/** That nothing stays behind, seen in a process of its own over a great number of what could leave something. */
export function flatMemoryContract(h: Harness, command: Command): void {
  h.describe('300,000 waits that end early, and a million primitives', () => {
    for (const primitive of ['lock', 'event']) {
      for (const how of ['come', 'abort', 'drop']) {
        for (const place of ['main', 'thread']) {
          const what =
            how === 'drop' ? 'made and dropped' : how === 'abort' ? 'aborted' : 'come before their time';
          h.test(`leave memory flat: ${primitive}, ${what}, in ${place}`, () =>
            isFlat(command, [primitive, how, how === 'drop' ? '1000' : '300', place]),
          );
        }
      }
    }
    for (const [primitive, how, what, place] of [
      ['future', 'abort', 'waits for a future and for several, aborted', 'main'],
      ['future', 'come', 'waits for a future and for several, come before their time', 'main'],
      ['pool', 'come', 'calls of a pool', 'main'],
      ['pool', 'come', 'calls of a pool', 'thread'],
      ['pool', 'abort', 'calls of a pool, aborted', 'main'],
    ] as const) {
      h.test(`or a tenth of that, leave memory flat: ${what}, in ${place}`, () =>
        isFlat(command, [primitive, how, '100', place]),
      );
    }
    for (const place of ['main', 'thread']) {
      for (const primitive of ['queue', 'future']) {
        h.test(
          `or fewer, with others inside, leave memory flat: ${primitive}, made and dropped, in ${place}`,
          () => isFlat(command, [primitive, 'drop', '20', place]),
        );
      }
    }
  });
}
