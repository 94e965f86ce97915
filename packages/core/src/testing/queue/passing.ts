import { SerializationError } from '../../errors.ts';
import type { Queue } from '../../queue/index.ts';
import { currentThread } from '../../threading/index.ts';
import { board, DONE, reaches } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { specimens } from '../thread/specimens.ts';
import { FORMS } from './attempt.ts';
import { innerQueue, make, type Item } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

export const passing: CaseGroup = {
  title: 'what is passed',
  where: 'everywhere',
  cases: {
    'is exactly what was put, within a thread': (t) => {
      const queue = make(t);
      for (const [name, makeOne] of Object.entries(specimens)) {
        queue.putNowait([1, makeOne()]);
        const [, value] = queue.getNowait();
        equal(value, makeOne(), name);
        equal(describeValue(value), describeValue(makeOne()), name);
      }
    },
    'is exactly what was put, in another thread, in either form': async (t) => {
      for (const form of FORMS) {
        const queue = make(t, { maxsize: 1 });
        t.start(queueTasks.compare, queue, form);
        for (const makeOne of Object.values(specimens)) await queue.put([1, makeOne()]);
      }
    },
    'is a copy of what was put at that time': (t) => {
      const queue = make(t);
      const value = { list: [1] };
      queue.putNowait([1, value]);
      value.list.push(2);
      equal(queue.getNowait()[1], { list: [1] });
    },
    'may be any value that means nothing': (t) => {
      if (t.place.variant === 'PriorityQueue') return;
      const queue = make(t) as unknown as Queue<unknown>;
      for (const value of [undefined, null, 0, -0, '', false, NaN, 0n]) {
        queue.putNowait(value);
        ok(Object.is(queue.getNowait(), value), `${String(value)} is another value`);
      }
    },
    'as a queue is the same queue there, with its name': async (t) => {
      const queue = make(t, { name: 'passed' });
      queue.putNowait([1]);
      await t.start(queueTasks.look, queue, 1, 'passed', String(queue)).join();
      equal([queue.size, queue.getNowait()], [1, [2]]);
    },
    'keeps the identity of primitives, of queues in queues, and of threads': async (t) => {
      const [queue, b] = [make(t, { name: 'outer' }), board()];
      const inner = innerQueue<string>(t, { name: 'inner' });
      const lock = new t.of.Lock({ name: 'inside' });
      ok(lock.tryAcquire(), 'a fresh lock was not to be had');
      // A thread is known in its own process.
      const { name } = currentThread();
      const thread = t.place.scope === 'thread' ? currentThread() : { name };
      queue.putNowait([1, { lock, again: lock, inner, thread, self: queue }]);
      t.start(queueTasks.use, queue, b);
      await reaches(b, DONE, 1);
      equal([lock.locked, queue.size], [false, 0]);
      equal(await inner.get(), `from ${name}`);
    },
    'gives the very wrapper back where it was put': (t) => {
      const queue = make(t);
      const [lock, inner] = [new t.of.Lock(), innerQueue<number>(t)];
      queue.putNowait([1, lock, inner, queue]);
      const [, sameLock, sameInner, same] = queue.getNowait();
      ok(sameLock === lock && sameInner === inner && same === queue, 'other wrappers');
    },
    'is refused with its path, and the rest of it is given back': (t) => {
      const queue = make(t);
      const lock = new t.of.Lock({ name: 'kept' });
      const wrong: Item = [1, { lock, list: [lock, Symbol('s')] }];
      for (let round = 0; round < 100; round += 1) {
        const error = throws(SerializationError, () => queue.putNowait(wrong));
        if (round > 0) continue;
        equal(error.path, 'item[1].list[1]');
        includes(error.message, 'item[1].list[1]');
      }
      queue.putNowait([1, lock]);
      ok(queue.getNowait()[1] === lock, 'another lock');
    },
  },
};
