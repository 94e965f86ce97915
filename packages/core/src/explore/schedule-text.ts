/**
 * A schedule as a line of text, which can be sent to somebody and run again: `a12.b3.a!.r5` is twelve steps of the
 * first agent, three of the second, the first one's death, five of the reaper.
 *
 * @module
 */

import { agentOf, choiceOf, kindOf, type Choice, type ChoiceKind } from './choice.ts';

const MARKS: Readonly<Record<ChoiceKind, string>> = { step: '', hear: '<', expire: '~', ring: '?', die: '!' };
const FIRST = 'a'.charCodeAt(0);

export function writeSchedule(choices: readonly Choice[]): string {
  const parts: string[] = [];
  for (let from = 0; from < choices.length;) {
    const choice = choices[from] as Choice;
    let to = from + 1;
    while (choices[to] === choice) to += 1;
    const letter = String.fromCharCode(FIRST + agentOf(choice));
    parts.push(`${letter}${MARKS[kindOf(choice)]}${to - from === 1 ? '' : to - from}`);
    from = to;
  }
  return parts.join('.');
}

/** @throws {RangeError} naming the part that is none */
export function readSchedule(text: string): Choice[] {
  if (text === '') return [];
  return text.split('.').flatMap((part): Choice[] => {
    const match = /^([a-z])([<~?!]?)(\d*)$/.exec(part);
    if (match === null) {
      throw new RangeError(
        `Cannot read the schedule: '${part}' is no part of one; parts look like a3, b~ or a!, with dots between them`,
      );
    }
    const kind = (Object.keys(MARKS) as ChoiceKind[]).find((each) => MARKS[each] === match[2]) as ChoiceKind;
    const choice = choiceOf((match[1] as string).charCodeAt(0) - FIRST, kind);
    return Array.from({ length: match[3] === '' ? 1 : Number(match[3]) }, () => choice);
  });
}
