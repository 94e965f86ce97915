/**
 * Two threads that answer each other; the operation is a round trip.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../engines/timing/subject.ts';
import { partnerUp, together } from './rendezvous.ts';

/** Makes so many round trips and gives how many answers came. */
export type Serve = (times: number) => number;

export async function pingPong(control: Int32Array, serve: Serve): Promise<Subject> {
  await partnerUp(control);
  let wanted = 0;
  let answered = 0;
  return {
    run(times) {
      wanted += times;
      return together(control, times, () => {
        answered += serve(times);
      });
    },
    check() {
      if (wanted !== answered) throw new CorruptError(`Of ${wanted} round trips ${answered} were answered`);
    },
  };
}
