import { board, DONE, FREE, GOT, reaches, read, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, rejects } from '../check.ts';
import { drain, inOrder, make, type AnyQueue } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

const three = (queue: AnyQueue): void => [1, 2, 3].forEach((number) => queue.putNowait([number]));

export const iteration: CaseGroup = {
  title: 'an iterator',
  where: 'everywhere',
  cases: {
    'gives what is queued and ends at shutdown, without reporting anything done': async (t) => {
      const queue = make(t);
      three(queue);
      queue.shutdown();
      const got: number[] = [];
      for await (const [number] of queue) got.push(number);
      equal([got, queue.unfinishedTasks], [inOrder(t, [1, 2, 3]), 3]);
      for await (const _ of queue) equal(true, false, 'an item of an empty queue');
    },
    'waits for items, and ends when the queue is shut down while it waits': async (t) => {
      const queue = make(t);
      const got: number[] = [];
      const loop = (async () => {
        for await (const [number] of queue) got.push(number);
      })();
      for (const number of [1, 2, 3]) {
        queue.putNowait([number]);
        await sleep(5);
      }
      queue.shutdown();
      await loop;
      equal(got, [1, 2, 3]);
    },
    'loses no item when its loop is left by break, return or throw': async (t) => {
      const queue = make(t);
      three(queue);
      const first = inOrder(t, [1, 2, 3]);
      for await (const [number] of queue) {
        equal(number, first[0]);
        break;
      }
      const returned = await (async () => {
        for await (const [number] of queue) return number;
        return undefined;
      })();
      equal(returned, first[1]);
      const thrown = (async () => {
        for await (const [number] of queue) throw new RangeError(String(number));
      })();
      equal((await rejects(RangeError, thrown)).message, String(first[2]));
      three(queue);
      await sleep(5);
      equal(drain(queue), first);
    },
    'that is left while it waits takes nothing': async (t) => {
      const queue = make(t);
      const iterator = queue[Symbol.asyncIterator]();
      const [next, after] = [iterator.next(), iterator.next()];
      await iterator.return?.();
      equal(
        [await next, await after],
        Array.from({ length: 2 }, () => ({ done: true, value: undefined })),
      );
      three(queue);
      await sleep(5);
      equal([queue.size, await iterator.next()], [3, { done: true, value: undefined }]);
    },
    'and others, here and in other threads, give each item once': async (t) => {
      const [queue, b] = [make(t), board()];
      t.startAll(2, queueTasks.iterate, queue, b);
      const here = [0, 1].map(() => queueTasks.iterate(queue, b));
      for (let number = 1; number <= 1000; number += 1) {
        queue.putNowait([number]);
        if (number % 50 === 0) await sleep(0);
      }
      queue.shutdown();
      await Promise.all(here);
      await reaches(b, DONE, 4);
      equal([read(b, GOT), read(b, FREE), queue.unfinishedTasks], [1000, 500_500, 1000]);
    },
  },
};
