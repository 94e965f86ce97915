import { Semaphore } from '../../threading/index.ts';
import { board, DONE, FREE, reaches, read } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { make } from './make.ts';
import { semaphoreTasks } from './semaphore.tasks.ts';

const MOST = 2 ** 31 - 1;

export const basics: CaseGroup = {
  title: 'a semaphore',
  where: 'everywhere',
  cases: {
    'SEMB-01 does not begin below 0, nor with a part of a permit, nor with more than a word holds': (t) => {
      for (const wrong of [-1, -Infinity, NaN, 1.5, Infinity, 2 ** 31])
        throws(RangeError, () => make(t, wrong), String(wrong));
      for (const wrong of ['1', null, true, {}, 1n])
        throws(TypeError, () => make(t, wrong as never), inspect(wrong));
      for (const right of [0, 1, MOST]) equal(make(t, right).value, right);
      equal(make(t).value, 1, 'the default');
    },
    'takes options after its value and nothing else': (t) => {
      for (const kind of [t.of.Semaphore, t.of.BoundedSemaphore])
        for (const wrong of [5, 'name', true, null, { name: 5 }])
          throws(TypeError, () => new kind(1, wrong as never), inspect(wrong));
    },
    'SEMB-03 can be dropped while its permits are taken': (t) => {
      for (let i = 0; i < 100; i++) make(t, 1).tryAcquire();
      collectGarbage();
    },
    'SEMB-06 of two is had twice without waiting, and once more after a release': async (t) => {
      const semaphore = make(t, 2);
      equal([semaphore.tryAcquire(), semaphore.tryAcquire(), semaphore.tryAcquire()], [true, true, false]);
      semaphore.release();
      equal([semaphore.acquireSync({ timeout: 0 }), semaphore.acquireSync({ timeout: 0 })], [true, false]);
      semaphore.release();
      equal(
        [await semaphore.acquire({ timeout: 0 }), await semaphore.acquire({ timeout: 0 })],
        [true, false],
      );
      semaphore.release();
      equal([await semaphore.acquire(), semaphore.value], [true, 0]);
      semaphore.release();
      equal([semaphore.acquireSync(), semaphore.value], [true, 0]);
    },
    'SEMB-07 of four, one taken, is had three times by five threads that try twice each': async (t) => {
      const [semaphore, b] = [make(t, 4), board()];
      await semaphore.acquire();
      t.startAll(5, semaphoreTasks.tries, semaphore, b, 2);
      await reaches(b, DONE, 5);
      equal([read(b, FREE), semaphore.value], [3, 0]);
    },
    'SEM-03 refuses to release less than one permit, or a part of one': (t) => {
      const semaphore = make(t, 3);
      semaphore.tryAcquire();
      for (const wrong of [0, -1, -Infinity, 0.5, 1.5, NaN, Infinity])
        throws(RangeError, () => semaphore.release(wrong), String(wrong));
      for (const wrong of ['1', null, true, 1n])
        throws(TypeError, () => semaphore.release(wrong as never), inspect(wrong));
      equal(semaphore.value, 2);
    },
    'releases several at once': (t) => {
      const semaphore = make(t, 5);
      for (let i = 0; i < 5; i++) semaphore.tryAcquire();
      semaphore.release(3);
      equal(semaphore.value, 3);
      semaphore.release(2);
      equal(semaphore.value, 5);
    },
    'has a getter that looks and changes nothing': (t) => {
      const semaphore = make(t, 2, 'seen');
      for (let i = 0; i < 3; i++)
        equal([semaphore.value, semaphore.name, semaphore.scope], [2, 'seen', t.place.scope]);
      throws(TypeError, () => Object.assign(semaphore, { value: 5 }));
    },
  },
};

export const unbounded: CaseGroup = {
  title: 'an unbounded semaphore',
  where: 'everywhere',
  variant: 'Semaphore',
  cases: {
    'SEM-01 may be released above its initial value': (t) => {
      const semaphore = new t.of.Semaphore(1);
      semaphore.release();
      equal([semaphore.tryAcquire(), semaphore.tryAcquire(), semaphore.tryAcquire()], [true, true, false]);
    },
    'has no more permits than a word holds, and a release too many changes nothing': (t) => {
      const semaphore = new t.of.Semaphore(MOST - 1);
      includes(throws(RangeError, () => semaphore.release(2)).message, String(MOST));
      equal(semaphore.value, MOST - 1);
      semaphore.release();
      throws(RangeError, () => semaphore.release());
      throws(RangeError, () => semaphore.release(MOST));
      equal([semaphore.value, semaphore.tryAcquire(), semaphore.value], [MOST, true, MOST - 1]);
    },
    'prints its value': (t) => {
      const semaphore = new t.of.Semaphore(3, { name: 'three' });
      semaphore.tryAcquire();
      for (const shown of [inspect(semaphore), String(semaphore)]) equal(shown, 'Semaphore(three, value=2)');
    },
  },
};

export const bounded: CaseGroup = {
  title: 'a bounded semaphore',
  where: 'everywhere',
  variant: 'BoundedSemaphore',
  cases: {
    'BSEM-01 is not released above its initial value, fresh or balanced; nothing is changed': async (t) => {
      const semaphore = new t.of.BoundedSemaphore(2);
      throws(RangeError, () => semaphore.release());
      await semaphore.acquire();
      throws(RangeError, () => semaphore.release(2));
      equal(semaphore.value, 1);
      semaphore.release();
      includes(throws(RangeError, () => semaphore.release()).message, 'Cannot release', '2');
      equal(semaphore.value, 2);
      const empty = new t.of.BoundedSemaphore(0);
      throws(RangeError, () => empty.release());
      equal(empty.tryAcquire(), false);
    },
    'BSEM-02 prints its value and its limit': (t) => {
      const semaphore = new t.of.BoundedSemaphore(3, { name: 'three' });
      for (const shown of [inspect(semaphore), String(semaphore)])
        equal(shown, 'BoundedSemaphore(three, value=3/3)');
      semaphore.tryAcquire();
      for (const shown of [inspect(semaphore), String(semaphore)])
        equal(shown, 'BoundedSemaphore(three, value=2/3)');
    },
    'BSEM-03 of one to nine is taken and given back so often by other threads, and not once more': async (
      t,
    ) => {
      const limits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      const b = board();
      const all = limits.map((limit) => new t.of.BoundedSemaphore(limit));
      t.start(semaphoreTasks.takeAll, all, b);
      await reaches(b, DONE, 1);
      for (const [i, limit] of limits.entries()) equal(all[i]!.value, 0, `limit ${limit}`);
      t.start(semaphoreTasks.giveAll, all, limits, b);
      await reaches(b, DONE, 2);
      for (const [i, limit] of limits.entries()) {
        throws(RangeError, () => all[i]!.release(), `limit ${limit}`);
        equal(all[i]!.value, limit);
      }
    },
    'is a Semaphore': (t) => {
      ok(new t.of.BoundedSemaphore() instanceof Semaphore, 'it is none');
      ok(!(new t.of.Semaphore() instanceof t.of.BoundedSemaphore), 'every semaphore is bounded');
    },
  },
};
