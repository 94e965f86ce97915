import {
  Array as ArrayOf,
  Barrier,
  Event,
  Lock,
  RLock,
  Value,
  type ElementType,
  type SharedArray,
  type SharedValue,
} from '../../multiprocessing/index.ts';
import { SAMPLES, TYPES } from '../shared-value/kinds.ts';
import { equal, ok } from '../check.ts';
import type { Crew } from './crew.ts';
import type { PeerCase } from './locks.ts';
import type { Peer } from './peer.ts';

/** A value of each type holds its first value in every process, and shows here what was written there. */
const holdsAndShows =
  (lock: boolean): PeerCase =>
  async (crew) => {
    for (const peer of crew.all) {
      const triples = TYPES.map((type) => {
        const [first, second] = SAMPLES[type];
        return [Value(type, first, { lock }) as SharedValue<ElementType>, first, second as never] as const;
      });
      await peer.run('exchange', triples);
      for (const [value, , second] of triples) equal(value.value as unknown, second);
    }
  };

/** Four processes do something at once. */
async function atOnce(crew: Crew, body: (peer: Peer) => Promise<unknown>): Promise<void> {
  const fourth = crew.start('bun');
  await Promise.all([...crew.all, fourth].map(body));
  await fourth.close();
}

const isARow =
  (lock: boolean): PeerCase =>
  async (crew) => {
    const array = ArrayOf('i16', [1, -2, 3], { lock }) as SharedArray<ElementType>;
    const big = ArrayOf('u64', [1n, 2n ** 64n - 1n], { lock }) as SharedArray<ElementType>;
    const real = ArrayOf('f64', 100_000, { lock });
    for (const [turn, peer] of crew.all.entries()) {
      await peer.run('turnRound', array, turn % 2 === 0 ? [1, -2, 3] : [3, -2, 1]);
      await peer.run('turnRound', big, turn % 2 === 0 ? [1n, 2n ** 64n - 1n] : [2n ** 64n - 1n, 1n]);
      await peer.run('setLast', real, turn + 0.5);
      equal([real.get(-1), real.get(0)], [turn + 0.5, 0]);
    }
    equal([...array], [3, -2, 1]);
  };

export const valueCases: Readonly<Record<string, PeerCase>> = {
  'VAL-01 of each type holds its first value, and shows what a process wrote': holdsAndShows(true),
  'VAL-02 does so without a lock': holdsAndShows(false),
  'VAL-05 an array is the same in every process': isARow(true),
  'VAL-06 an array without a lock is so too': isARow(false),
  'is added to exactly by all at once': async (crew) => {
    const values = [Value('i64', 0n), Value('f64', 0), Value('i32', 0)] as const;
    const barrier = new Barrier(4);
    await atOnce(crew, (peer) => peer.run('addUp', barrier, values, 2000));
    equal([values[0].value, values[1].value, values[2].value], [8000n, 4000, 8000]);
  },
  'VAL-11 loses what others write between a read and a write, and nothing under its lock': async (crew) => {
    for (const peer of crew.all) {
      const [value, seen, written] = [Value('i32', 0), new Event(), new Event()];
      const theirs = peer.run('loseAnUpdate', value, seen, written);
      await seen.wait();
      value.add(100);
      written.set();
      await theirs;
      equal(value.value, 1);
    }
    const [racing, barrier] = [Value('i32', 0), new Barrier(4)];
    await atOnce(crew, (peer) => peer.run('race', barrier, racing, 20_000));
    ok(racing.value <= 80_000 && racing.value >= 2, `4 times 20000 additions made ${racing.value}`);
    const [locked, start] = [Value('i32', 0), new Barrier(4)];
    const others = [Value('i64', 0n), Value('f64', 0)] as const;
    await atOnce(crew, (peer) => peer.run('addUp', start, [...others, locked], 5000));
    equal(locked.value, 20_000);
  },
  'VAL-07 brings its lock along, its own or one that it was given': async (crew) => {
    for (const lock of [undefined, new Lock({ name: 'given' }), new RLock()]) {
      const value = Value('i32', 0, lock === undefined ? {} : { lock });
      const its = value.lock ?? new Lock();
      const theirs = its.runSync(() => {
        const running = crew.of('deno').run('addUp', new Barrier(1), [Value('i64'), Value('f64'), value], 10);
        equal(value.value, 0);
        return running;
      });
      await theirs;
      equal([value.value, its.locked], [10, false]);
    }
  },
  'has a lock that says when its holder has died': async (crew) => {
    for (const runtime of crew.runtimes) {
      const [value, held, doomed] = [Value('i32', 0), new Event(), crew.start(runtime)];
      doomed.leave('dieHolding', value, held);
      await held.wait();
      await doomed.kill();
      const lock = value.lock as RLock;
      equal(lock.acquireSync({ timeout: 20_000 }), true);
      equal(lock.abandoned, true);
      lock.release();
    }
  },
};
