import { BlockingNotAllowedError } from '../../errors.ts';
import { currentProgram } from '../../agent/program.ts';
import { HANDLE, type Traveller } from '../../agent/primitive.ts';
import { LIVE, SLOT, SLOTS, slotAddress } from '../../memory/index.ts';
import { FIFO, QUEUE } from '../../queue/layout.ts';
import { aMoment } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { make } from './kinds.ts';

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form': (t) => {
      const queue = make(t, { maxsize: 1 });
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }]) {
        const error = throws(BlockingNotAllowedError, () => queue.getSync(options));
        includes(error.message, 'await', 'get()');
      }
      queue.putSync([1]);
      equal(queue.getSync(), [1]);
    },
    'does not wait for a thread that may have died at it, and goes on when that is known': async (t) => {
      const queue = make(t);
      queue.putNowait([1]);
      const { at } = (queue as unknown as Traveller)[HANDLE]();
      const { words } = currentProgram();
      // As if the agent of the last slot were inside.
      const stranger = SLOTS - 1;
      words.store(slotAddress(stranger) + SLOT.state, LIVE);
      const latch = at + (words.load(at + QUEUE.order) === FIFO ? QUEUE.getLatch : QUEUE.putLatch);
      words.store(latch, stranger | (words.load(slotAddress(stranger) + SLOT.generation) << 11));
      let got: unknown;
      const waiting = queue.get().then((item) => (got = item));
      await aMoment();
      equal(got, undefined);
      words.store(latch, 0);
      equal(await waiting, [1]);
      words.store(slotAddress(stranger) + SLOT.state, 0);
    },
  },
};

/** What only a queue with bounds and tasks waits for. */
export const pageOfQueue: CaseGroup = {
  title: 'a page that would wait for room, or for tasks',
  where: 'page',
  cases: {
    'is refused that by an error that names the other form': (t) => {
      const queue = make(t, { maxsize: 1 });
      queue.putSync([1]);
      includes(throws(BlockingNotAllowedError, () => queue.putSync([2])).message, 'await', 'put()');
      includes(throws(BlockingNotAllowedError, () => queue.joinSync()).message, 'await', 'join()');
      equal(queue.size, 1);
    },
  },
};
