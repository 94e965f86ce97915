import { StateError } from '../../errors.ts';
import { aMoment, sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { collect, common, given, Stage } from './make.ts';

const END = { done: true, value: undefined } as const;

/** Gives what it is told to, when it is told. */
class Told implements AsyncIterable<number> {
  asked = 0;
  closed = false;
  #answer: ((result: IteratorResult<number>) => void) | undefined;
  #refuse: ((error: Error) => void) | undefined;

  /** Answers, and waits until it is asked for the next. */
  async give(item: number): Promise<void> {
    const before = this.asked;
    this.answer(item);
    await until(() => this.asked > before, 'the next item is asked for');
  }

  answer(result: number | 'end' | Error): void {
    if (result === 'end') this.#answer?.({ done: true, value: undefined });
    else if (result instanceof Error) this.#refuse?.(result);
    else this.#answer?.({ done: false, value: result });
  }

  [Symbol.asyncIterator](): AsyncIterator<number> {
    return {
      next: () => {
        this.asked += 1;
        return new Promise((resolve, reject) => {
          this.#answer = resolve;
          this.#refuse = reject;
        });
      },
      return: async () => {
        this.closed = true;
        return END;
      },
    };
  }
}

function* failing(count: number): Generator<number> {
  for (let n = 0; n < count; n += 1) yield n;
  throw new RangeError('no more');
}

export const sources: CaseGroup = {
  title: 'the items of a map',
  where: 'everywhere',
  cases: {
    'may come asynchronously, and are submitted as they come, whoever iterates': async (t) => {
      const [source, stage] = [new Told(), new Stage(t)];
      const seen: number[] = [];
      const log = stage.log;
      const iterator = common(t).map(
        tasks.noteNumber,
        (async function* () {
          for await (const n of source) {
            seen.push(n);
            yield [log, n] as const;
          }
        })(),
      );
      await until(() => source.asked === 1, 'an item is asked for');
      for (const n of [5, 6, 7]) {
        await source.give(n);
        await stage.hears(String(n));
      }
      equal(seen, [5, 6, 7]);
      source.answer('end');
      equal(await collect(iterator), [5, 6, 7]);
    },
    'that come asynchronously are waited for': async (t) => {
      const source = new Told();
      const iterator = common(t).map(tasks.square, source);
      const nexts = [iterator.next(), iterator.next(), iterator.next()];
      await until(() => source.asked === 1, 'an item is asked for');
      await source.give(3);
      equal(await nexts[0], { done: false, value: 9 });
      await source.give(4);
      equal(await nexts[1], { done: false, value: 16 });
      source.answer('end');
      equal([await nexts[2], await iterator.next()], [END, END]);
    },
    'that come asynchronously are no more than buffersize says': async (t) => {
      let taken = 0;
      const endless = (async function* () {
        for (;;) {
          await Promise.resolve();
          yield taken++;
        }
      })();
      const iterator = common(t).map(tasks.square, endless, { buffersize: 3 });
      await until(() => taken === 3, 'three are taken');
      await aMoment();
      equal(taken, 3);
      for (let count = 0; count < 5; count += 1) equal((await iterator.next()).value, count * count);
      await until(() => taken === 8, 'five more are taken');
      await sleep(5);
      equal(taken, 8);
      await iterator.return?.();
    },
    'in chunks are sent when a chunk is full, or the source ends': async (t) => {
      const source = new Told();
      const iterator = common(t).map(tasks.square, source, { chunksize: 2 });
      await until(() => source.asked === 1, 'an item is asked for');
      for (const n of [1, 2, 3]) await source.give(n);
      equal([(await iterator.next()).value, (await iterator.next()).value], [1, 4]);
      const third = iterator.next();
      source.answer('end');
      equal([await third, await iterator.next()], [{ done: false, value: 9 }, END]);
    },
    'that fail at the call are an error of the call, and what was taken never starts': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        for (const count of [0, 3]) {
          for (const chunksize of [1, 2]) {
            throws(RangeError, () => pool.map(tasks.square, failing(count), { chunksize }));
            equal(pool.stats.queued, 0);
          }
        }
        stage.gate.set();
        await running;
      });
    },
    'that fail later are an error after the results of those before': async (t) => {
      for (const chunksize of [1, 2]) {
        const iterator = common(t).map(tasks.square, failing(5), { chunksize, buffersize: 1 });
        for (let n = 0; n < 5; n += 1) equal(await iterator.next(), { done: false, value: n * n });
        equal((await rejects(RangeError, iterator.next())).message, 'no more');
        equal(await iterator.next(), END);
      }
      const source = new Told();
      const unordered = common(t).imapUnordered(tasks.square, source);
      await until(() => source.asked === 1, 'an item is asked for');
      await source.give(2);
      source.answer(new RangeError('no more'));
      equal(await unordered.next(), { done: false, value: 4 });
      await rejects(RangeError, unordered.next());
      equal([await unordered.next(), await common(t).submit(tasks.square, 3)], [END, 9]);
    },
    'are not taken after a shutdown, which the iterator says in its turn': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const source = new Told();
        const iterator = pool.map(tasks.square, source);
        await until(() => source.asked === 1, 'an item is asked for');
        await source.give(2);
        await pool.shutdown();
        source.answer(3);
        equal(await iterator.next(), { done: false, value: 4 });
        await rejects(StateError, iterator.next());
        equal(await iterator.next(), END);
        ok(source.closed, 'the source is open');
        throws(StateError, () => pool.map(tasks.square, [1]));
      });
    },
    'are let go of when the loop is left while one is waited for': async (t) => {
      const source = new Told();
      const iterator = common(t).map(tasks.square, source);
      const next = iterator.next();
      await until(() => source.asked === 1, 'an item is asked for');
      equal(await iterator.return?.(), END);
      equal([await next, source.closed], [END, true]);
    },
  },
};
