/**
 * The runtime's own Web Locks.
 *
 * @module
 */

import { AbsentError, CorruptError, type Subject } from '../../../engines/timing/subject.ts';

/** As much of it as is used here; Bun has none. */
interface Locks {
  request(name: string, body: () => unknown): Promise<unknown>;
}

export function asynchronous(): Subject {
  const locks = (globalThis.navigator as { readonly locks?: Locks } | undefined)?.locks;
  if (locks === undefined) throw new AbsentError('this runtime has no navigator.locks');
  let wanted = 0;
  let had = 0;
  return {
    async run(times) {
      wanted += times;
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        await locks.request('bench', () => {
          had += 1;
        });
      }
      return performance.now() - began;
    },
    check() {
      if (had !== wanted) throw new CorruptError(`Of ${wanted} requests ${had} were served`);
    },
  };
}
