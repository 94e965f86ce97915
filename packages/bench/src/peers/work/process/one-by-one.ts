/**
 * What is done to one process after another: of each, a part is timed.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

/** Starts a process and ends it; gives the milliseconds of what is timed, and whether it all was as it should be. */
export type One = () => Promise<{ readonly took: number; readonly right: boolean }>;

export function oneByOne(what: string, one: One): Subject {
  let done = 0;
  let wrong = 0;
  return {
    async run(times) {
      let all = 0;
      for (let i = 0; i < times; i += 1) {
        const { took, right } = await one();
        all += took;
        done += 1;
        if (!right) wrong += 1;
      }
      return all;
    },
    check() {
      if (wrong > 0) throw new CorruptError(`Of ${done} processes ${wrong} ${what}`);
    },
  };
}
