import { currentHost } from '../../agent/state.ts';
import type { Future } from '../../futures/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { inState, make } from './make.ts';

/** What is written to the standard error while `body` runs. */
export async function reported(body: () => unknown): Promise<string> {
  const host = currentHost() as { writeError: (text: string) => void };
  const { writeError } = host;
  let text = '';
  host.writeError = (more) => void (text += more);
  try {
    await body();
  } finally {
    host.writeError = writeError;
  }
  return text;
}

/** Ends a future, each in its way. */
const ends: Readonly<Record<string, (future: Future<number>) => void>> = {
  'FUT-01 has its result': (future) => future.setResult(5),
  'FUT-02 has failed': (future) => future.setException(new TypeError('x')),
  'FUT-03 is cancelled': (future) => void future.cancel(),
};

function whenIt(): CaseGroup['cases'] {
  const cases: Record<string, CaseGroup['cases'][string]> = {};
  for (const [what, end] of Object.entries(ends)) {
    const [id, ...rest] = what.split(' ');
    cases[`${id} is called once, with the future, when that ${rest.join(' ')}`] = (t) => {
      const future = make(t);
      const seen: unknown[] = [];
      future.addDoneCallback((done) => {
        ok(done === future, 'another future');
        seen.push([done.done, done.cancelled]);
      });
      equal(seen, []);
      end(future);
      equal(seen, [[true, rest.includes('cancelled')]]);
      if (future.cancelled) future.setRunningOrNotifyCancel();
      equal(seen.length, 1);
    };
  }
  return cases;
}

export const callbacks: CaseGroup = {
  title: 'a done callback',
  where: 'everywhere',
  cases: {
    ...whenIt(),
    'FUT-04 that throws is reported, and stops neither those behind it nor who ends the future': async (
      t,
    ) => {
      for (const when of ['before', 'after'] as const) {
        const [future, calls] = [make(t), [] as string[]];
        const add = (): void => {
          future.addDoneCallback(() => {
            calls.push('first');
            throw new RangeError('a callback fails');
          });
          future.addDoneCallback(() => void calls.push('second'));
        };
        const text = await reported(() => {
          if (when === 'before') add();
          future.setResult(5);
          if (when === 'after') add();
        });
        equal(calls, ['first', 'second']);
        includes(text, 'callback', 'Future(finished returned number)', 'RangeError', 'a callback fails');
        equal(await future, 5);
      }
    },
    'FUT-05 FUT-06 FUT-07 of a future that has ended is called at once': (t) => {
      for (const state of ['finished', 'failed', 'cancelled', 'cancelled and notified'] as const) {
        for (const early of [false, true]) {
          const future = inState(t, state, early);
          let called: unknown;
          future.addDoneCallback((done) => (called = done));
          ok(called === future, `${state}: it was not called`);
        }
      }
    },
    'may add another, cancel, and wait': async (t) => {
      const [future, other, calls] = [make(t), make(t), [] as string[]];
      future.addDoneCallback((done) => {
        calls.push('outer');
        done.addDoneCallback(() => void calls.push('inner'));
        other.cancel();
        calls.push(String(done.resultSync()));
      });
      future.setResult(7);
      equal([calls, other.cancelled], [['outer', 'inner', '7'], true]);
    },
    'are called in their order, before those who await go on': async (t) => {
      const [future, calls] = [make(t), [] as number[]];
      const waiting = future.then(() => calls.push(9));
      for (const number of [1, 2, 3]) future.addDoneCallback(() => void calls.push(number));
      future.setResult(0);
      await waiting;
      equal(calls, [1, 2, 3, 9]);
    },
    'must be a function': (t) => {
      for (const wrong of [undefined, null, {}, 'f']) {
        throws(TypeError, () => make(t).addDoneCallback(wrong as never));
        throws(TypeError, () => inState(t, 'finished').addDoneCallback(wrong as never));
      }
    },
  },
};
