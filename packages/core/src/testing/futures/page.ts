import { BlockingNotAllowedError } from '../../errors.ts';
import { asCompletedSync, waitSync } from '../../futures/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { inState, make } from './make.ts';

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  variant: 'shared',
  cases: {
    'is refused a blocking wait by an error that names the other form': (t) => {
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }]) {
        const future = make(t);
        const refusals = [
          [(): unknown => future.resultSync(options), 'future.result()'],
          [(): unknown => future.exceptionSync(options), 'future.exception()'],
          [(): unknown => waitSync([future], options), 'futures.wait()'],
          [(): unknown => asCompletedSync([future], options).next(), 'futures.asCompleted()'],
        ] as const;
        for (const [body, form] of refusals)
          includes(throws(BlockingNotAllowedError, body).message, `await ${form}`);
        future.setResult(1);
        equal(future.resultSync(options), 1);
      }
    },
    'may ask without a wait': (t) => {
      const [done, pending] = [inState(t, 'finished'), make(t)];
      equal(waitSync([done]).done.size, 1);
      equal(waitSync([done, pending], { timeout: 0 }).notDone.size, 1);
      equal(waitSync([done, pending], { returnWhen: 'FIRST_COMPLETED' }).done.size, 1);
      equal([...asCompletedSync([done])].length, 1);
    },
  },
};
