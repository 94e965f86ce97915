import { Empty, ScopeError, SerializationError } from '../../errors.ts';
import * as queue from '../../queue/index.ts';
import * as threading from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, rejects, throws } from '../check.ts';
import { make, type Item } from '../queue/kinds.ts';

export const refusals: CaseGroup = {
  title: 'an item that cannot travel',
  where: 'everywhere',
  cases: {
    'MQ-07 MQ-08 is refused by its put, takes no room, and later ones pass': async (t) => {
      const one = make(t, { maxsize: 1 });
      for (let round = 0; round < 3; round += 1) {
        const wrong: Item = [1, { callback: () => 0 }];
        const errors = [
          throws(SerializationError, () => one.putNowait(wrong)),
          throws(SerializationError, () => one.putSync(wrong)),
          await rejects(SerializationError, one.put(wrong)),
        ];
        for (const error of errors) equal(error.path, 'item[1].callback');
        equal(one.empty, true);
        one.putNowait([round]);
        equal(await one.get({ timeout: 1000 }), [round]);
        throws(Empty, () => one.getNowait());
      }
    },
    'is a primitive of threads: a ScopeError with its path': async (t) => {
      const one = make(t);
      for (const inside of [new threading.Lock(), new threading.Event(), new queue.Queue<number>()]) {
        const wrong: Item = [1, { deep: [inside] }];
        const errors = [
          throws(ScopeError, () => one.putNowait(wrong)),
          throws(ScopeError, () => one.putSync(wrong)),
          await rejects(ScopeError, one.put(wrong)),
        ];
        for (const error of errors) {
          equal(error.path, 'item[1].deep[0]');
          includes(error.message, 'item[1].deep[0]', 'multiprocessing');
        }
      }
      equal([one.empty, one.size], [true, 0]);
    },
  },
};
