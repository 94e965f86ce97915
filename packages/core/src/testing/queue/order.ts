import { programOf } from '../../agent/program.ts';
import { HEADER } from '../../memory/index.ts';
import type { Queue } from '../../queue/index.ts';
import { board, GOT, reaches, read, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { seededRandom as random } from '../../scenario/random.ts';
import { FORMS } from './attempt.ts';
import { make, type Item } from './kinds.ts';
import { queueTasks } from './queue.tasks.ts';

/** The bytes of the n-th item: as many and such as follow from `n`. */
function bytesOf(n: number): Uint8Array {
  const next = random(n);
  const length = Math.floor(next() ** 3 * 5000);
  return Uint8Array.from({ length }, () => Math.floor(next() * 256));
}

/** First in, first out, whoever puts and gets. */
export function order(variant: string): CaseGroup {
  return {
    title: 'the order of a first-in first-out queue',
    where: 'everywhere',
    variant,
    cases: {
      'SQ-03 of one producer is its own': async (t) => {
        const queue = make(t);
        for (const form of FORMS) {
          t.start(queueTasks.produce, queue, 0, 100, form);
          for (let number = 0; number < 100; number += 1) equal((await queue.get())[0], number);
        }
        if (!t.place.mayBlock) return;
        t.start(queueTasks.produce, queue, 0, 100, 'sync');
        for (let number = 0; number < 100; number += 1) equal(queue.getSync()[0], number);
      },
      'of three producers that tell each other is the order of their puts, for every consumer': async (t) => {
        const queue = make(t) as unknown as Queue<number>;
        const [b, turns] = [board(), 240];
        for (const form of FORMS) t.start(queueTasks.rising, queue, form, b);
        for (let player = 0; player < 3; player += 1) t.start(queueTasks.relay, queue, b, turns, player, 3);
        await reaches(b, GOT, turns);
        queue.putNowait(-1);
        queue.putNowait(-1);
      },
      'and every byte are kept, whatever the sizes, here and from another thread': async (t) => {
        const queue = make(t);
        let [put, got] = [0, 0];
        const check = (item: Item): void => {
          equal(item, [got, bytesOf(got)], `item ${got}`);
          got += 1;
        };
        const next = random(3);
        while (got < 300) {
          for (let count = next() * 12; count > 0 && put < 300; count -= 1, put += 1)
            queue.putNowait([put, bytesOf(put)]);
          for (let count = next() * 12; count > 0 && !queue.empty; count -= 1) check(queue.getNowait());
        }
        const last = bytesOf(1);
        for (const bytes of [new Uint8Array(2_000_000), last, new Uint8Array(5_000_000), last])
          queue.putNowait([0, bytes]);
        const sizes = Array.from({ length: 4 }, () => (queue.getNowait()[1] as Uint8Array).length);
        equal(sizes, [2_000_000, last.length, 5_000_000, last.length]);
      },
      'goes by what is large too, whose memory is not kept when small items follow': async (t) => {
        const { words } = programOf(t.place.scope);
        const large = new Uint8Array(5_000_000);
        const all = Array.from({ length: 8 }, () => make(t));
        const before = words.load(HEADER.bump);
        for (const queue of all) {
          queue.putNowait([1, large]);
          queue.putNowait([2]);
          equal([(queue.getNowait()[1] as Uint8Array).length, queue.getNowait()], [large.length, [2]]);
          queue.putNowait([3]);
          equal(queue.getNowait(), [3]);
        }
        // A block that was freed is used by the next; each has one of the largest that are kept.
        const grown = (words.load(HEADER.bump) - before) * 4;
        ok(grown < 4 * large.length + all.length * 2 ** 20, `${grown} bytes were taken`);
      },
      'is kept while it grows, and those that wait meanwhile get all': async (t) => {
        const queue = make(t);
        const b = board();
        for (const form of FORMS) t.start(queueTasks.swallow, queue, form, b, 300);
        await sleep(5);
        for (let number = 0; number < 600; number += 1) {
          queue.putNowait([number, new Uint8Array((number % 40) * 400)]);
          if (number % 100 === 0) await sleep(0);
        }
        await reaches(b, GOT, 600);
        ok(queue.empty, 'something is left');
        equal(read(b, GOT), 600);
      },
    },
  };
}
