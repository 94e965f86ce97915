import { Full } from '../../errors.ts';
import { aMoment } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { attemptNow, EMPTY } from './attempt.ts';
import { drain, inOrder, make, type Item } from './kinds.ts';

/** What bounds do, in those that have them. */
export const bounds: CaseGroup = {
  title: 'the bounds of a queue',
  where: 'everywhere',
  cases: {
    'Q3-05 let in so many items, then raise Full; then so many out, then Empty': async (t) => {
      const queue = make(t, { maxsize: 3 });
      for (let round = 0; round < 2; round += 1) {
        for (let number = 1; number <= 3; number += 1) {
          equal(queue.full, false);
          queue.putNowait([number]);
        }
        equal([queue.full, queue.size, queue.maxsize], [true, 3, 3]);
        equal(await attemptNow(queue, 'put'), [3, 3, 3]);
        includes(throws(Full, () => queue.putNowait([4])).message, 'full', t.place.variant);
        equal(drain(queue), inOrder(t, [1, 2, 3]));
        equal(await attemptNow(queue, 'get'), [EMPTY, EMPTY, EMPTY]);
      }
    },
    'are none where maxsize or maxBytes is 0, less or infinite': (t) => {
      for (const bound of [0, -1, -Infinity, Infinity, 2 ** 40]) {
        const queue = make(t, { maxsize: bound, maxBytes: bound });
        for (let number = 0; number < 100; number += 1) queue.putNowait([number]);
        equal([queue.full, queue.maxsize, queue.size], [false, 0, 100]);
      }
      equal(make(t, { maxsize: 2.5 }).maxsize, 3);
      throws(RangeError, () => make(t, { maxsize: NaN }));
      throws(TypeError, () => make(t, { maxsize: '3' as never }));
    },
    'by bytes: a large item waits for room, one alone always fits, and too large a one is refused': async (
      t,
    ) => {
      const queue = make(t, { maxBytes: 1000, name: 'narrow' });
      const sized = (bytes: number): Item => [1, new Uint8Array(bytes)];
      const error = throws(RangeError, () => queue.putNowait(sized(1500)));
      includes(error.message, '1000', 'narrow', 'bytes');
      ok(/\b15\d\d bytes/.test(error.message), error.message);
      await rejects(RangeError, queue.put(sized(1500)));
      queue.putNowait(sized(900));
      throws(Full, () => queue.putNowait(sized(900)));
      equal([queue.full, queue.size], [false, 1]);
      const waiting = queue.put(sized(900));
      equal(queue.getNowait()[1], new Uint8Array(900));
      await waiting;
      equal([queue.size, queue.getNowait()[1]], [1, new Uint8Array(900)]);
    },
    'by bytes: one get lets in all that fit': async (t) => {
      const queue = make(t, { maxBytes: 1000 });
      queue.putNowait([1, new Uint8Array(900)]);
      const small = Array.from({ length: 4 }, () => queue.put([2, new Uint8Array(150)]));
      queue.getNowait();
      await Promise.all(small);
      equal(queue.size, 4);
    },
    'by bytes: a small item goes in when the large one before it gives up': async (t) => {
      for (const how of ['abort', 'time out'] as const) {
        const queue = make(t, { maxBytes: 1000 });
        for (let count = 0; count < 2; count += 1) queue.putNowait([1, new Uint8Array(450)]);
        const controller = new AbortController();
        const options = how === 'abort' ? { signal: controller.signal } : { timeout: 100 };
        const large = queue.put([2, new Uint8Array(900)], options).catch(() => 'given up');
        const small = queue.put([3, new Uint8Array(200)]);
        queue.getNowait();
        await aMoment();
        if (how === 'abort') controller.abort();
        equal(await large, 'given up');
        await small;
        equal(queue.size, 2);
      }
    },
  },
};
