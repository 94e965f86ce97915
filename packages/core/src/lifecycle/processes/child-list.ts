/**
 * Which child processes live, from any thread: the supervisor knows, and is asked and waited for. It never blocks.
 *
 * The answer is a block: a wait point, which is 0 until the supervisor has answered with one more than the number of
 * children, then the records, if there was room for all.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { waitSync } from '../../agent/wait-point.ts';
import { HEADER, KIND, type Address } from '../../memory/index.ts';
import { control } from '../control.ts';
import { LISTED } from '../messages.ts';
import { refuseUnattended } from '../unattended.ts';

/** The records of all living children, each with a reference for the caller. */
export function livingChildren(program: Program): Address[] {
  const { words } = program;
  if (words.load(HEADER.children) === 0) return [];
  for (let room = words.load(HEADER.children) + 4; ; room *= 2) {
    const records = ask(program, room);
    if (records !== undefined) return records;
  }
}

function ask(program: Program, room: number): Address[] | undefined {
  const { words, blocks } = program;
  const answer = blocks.allocate(KIND.bytes, LISTED + room);
  control(program).post({ type: 'children', answer, room });
  const answered = (): number | undefined => {
    refuseUnattended(program, 'list the child processes');
    return words.load(answer) || undefined;
  };
  const count = (waitSync(program, answer, answered, Infinity, '') as number) - 1;
  const records = Array.from({ length: Math.min(count, room) }, (_, index) =>
    words.load(answer + LISTED + index),
  );
  program.release(answer);
  if (count > room) return undefined;
  for (const record of records) blocks.meet(record);
  return records;
}
