import { describe, expect, test } from 'vitest';
import {
  explore,
  replaySchedule,
  type Exploration,
  type ExploreOptions,
  type Self,
} from '../../src/explore/index.ts';
import { KIND } from '../../src/memory/index.ts';

interface Counter {
  readonly counter: number;
  readonly lock: number;
}

const setup = ({ program }: Self): Counter => ({
  counter: program.blocks.allocate(KIND.bytes, 1),
  lock: program.blocks.allocate(KIND.bytes, 2),
});

const addsUp =
  (times: number) =>
  ({ counter }: Counter, { words }: Self): void => {
    if (words.load(counter) !== times) throw new Error(`an update was lost: ${words.load(counter)}`);
  };

const add = ({ counter }: Counter, { words }: Self): void => {
  words.store(counter, words.load(counter) + 1);
};

/** A futex mutex; `wakes` false forgets the wake-up. */
const locked =
  (wakes: boolean) =>
  (shared: Counter, self: Self): void => {
    const { words } = self;
    const { lock } = shared;
    let seen = words.compareExchange(lock, 0, 1);
    if (seen !== 0) {
      do {
        if (seen === 2 || words.compareExchange(lock, 1, 2) !== 0) words.wait(lock, 2, 2 ** 30);
        seen = words.compareExchange(lock, 0, 2);
      } while (seen !== 0);
    }
    add(shared, self);
    if (words.exchange(lock, 0) === 2 && wakes) words.notify(lock, 1);
  };

const racy: Exploration<Counter> = {
  name: 'a counter without a lock',
  setup,
  agents: { one: add, two: add },
  check: addsUp(2),
};

describe('the explorer', () => {
  test('finds a lost update, with one switch too many, and replays it', async () => {
    const { failure } = await explore(racy);
    expect(failure?.kind).toBe('assertion');
    expect(failure?.message).toContain('an update was lost');
    expect(failure?.switches).toBe(2);
    const again = await replaySchedule(racy, failure?.schedule ?? '');
    expect(again?.message).toBe(failure?.message);
    expect(again?.steps).toEqual(failure?.steps);
    expect(failure?.steps.map(({ what, word }) => `${what} ${word}`)).toContain('load counter');
    expect(failure?.steps.find(({ what }) => what === 'load')?.source).toContain('engine.test.ts');
  });

  test('tries everything of a right mutex, and finds nothing', async () => {
    const agents = { one: locked(true), two: locked(true) };
    const result = await explore({ name: 'mutex', setup, agents, check: addsUp(2) });
    expect(result.failure).toBeUndefined();
    expect(result.complete).toBe(true);
    expect(result.schedules).toBeGreaterThan(10);
    const three = { ...agents, three: locked(true) };
    const more = await explore({ name: 'mutex', setup, agents: three, check: addsUp(3) }, { preemptions: 2 });
    expect([more.failure, more.complete]).toEqual([undefined, true]);
  });

  test('finds the deadlock of a mutex that forgets to wake', async () => {
    const agents = { one: locked(true), two: locked(false) };
    const { failure } = await explore({ name: 'mutex', setup, agents, check: addsUp(2) });
    expect(failure?.kind).toBe('deadlock');
    expect(failure?.message).toBe('one sleeps on lock');
  });

  test('finds it by chance, the same one with the same seed', async () => {
    const agents = { one: locked(true), two: locked(false) };
    const exploration = { name: 'mutex', setup, agents, check: addsUp(2) };
    const [first, second] = [
      await explore(exploration, { search: 'pct', seed: 7, schedules: 500 }),
      await explore(exploration, { search: 'pct', seed: 7, schedules: 500 }),
    ];
    expect(first.failure?.kind).toBe('deadlock');
    expect(second.schedules).toBe(first.schedules);
  });

  test('lets everybody take one step in turn, in one schedule', async () => {
    const seen: Record<string, number[]> = {};
    const steps =
      (name: string) =>
      ({ counter }: Counter, { words }: Self): void => {
        // Begun anew with the agent, which may be run up to where it was.
        const mine: number[] = (seen[name] = []);
        for (let step = 1; step <= 3; step += 1) mine.push(words.add(counter, 1));
      };
    const agents = { a: steps('a'), b: steps('b'), c: steps('c') };
    const found = await explore({ name: 'in turn', setup, agents }, { search: 'round-robin' });
    expect(found).toMatchObject({ schedules: 1, complete: false, failure: undefined, checkpoint: undefined });
    expect(seen).toEqual({ a: [0, 3, 6], b: [1, 4, 7], c: [2, 5, 8] });
  });

  test('finds in turn what only goes wrong when both are in the middle, and replays it', async () => {
    const { failure, schedules } = await explore(racy, { search: 'round-robin' });
    expect(schedules).toBe(1);
    expect(failure?.message).toContain('an update was lost');
    expect((await replaySchedule(racy, failure?.schedule ?? ''))?.message).toBe(failure?.message);
  });

  test('says so when an agent does not do the same twice', async () => {
    const fickle = ({ counter, lock }: Counter, { words }: Self): void => {
      words.load(Math.random() < 0.5 ? counter : lock);
      words.store(counter, 1);
      words.store(lock, 1);
    };
    await expect(explore({ name: 'fickle', setup, agents: { fickle, other: fickle } })).rejects.toThrow(
      'must follow from its arguments and its operations alone',
    );
  });

  test('goes on where a limit stopped it, and ends where it would have', async () => {
    const agents = { one: locked(true), two: locked(true), three: locked(true) };
    const exploration = { name: 'mutex', setup, agents, check: addsUp(3) };
    let { checkpoint, complete } = await explore(exploration, { preemptions: 1, schedules: 20 });
    expect(complete).toBe(false);
    for (let more = 0; checkpoint !== undefined && more < 100; more += 1) {
      ({ checkpoint, complete } = await explore(exploration, { preemptions: 1, schedules: 40, checkpoint }));
    }
    expect(complete).toBe(true);
  });

  test('leaves no outcome of a death out that chance finds', async () => {
    const sleeps = ({ counter, lock }: Counter, { words }: Self): void => {
      words.add(counter, 1);
      words.wait(lock, 0, 10);
      words.add(counter, 10);
    };
    const wakes = ({ counter, lock }: Counter, { words, note }: Self): void => {
      note(words.load(counter));
      words.store(lock, 1);
      words.notify(lock, 1);
      note(words.load(counter));
    };
    const outcomes = async (options: ExploreOptions): Promise<Set<string>> => {
      const seen = new Set<string>();
      const exploration: Exploration<Counter> = {
        name: 'a death among sleepers',
        setup,
        agents: { sleeps, other: sleeps, wakes },
        mortal: ['sleeps'],
        check({ counter }, { words }, notes, ended) {
          seen.add(JSON.stringify([words.load(counter), notes.map(({ what }) => what), ended]));
        },
      };
      const { complete } = await explore(exploration, { deaths: 1, ...options });
      expect(complete).toBe(options.search === undefined);
      return seen;
    };
    const [all, some] = [
      await outcomes({}),
      await outcomes({ search: 'pct', seed: 3, schedules: 1500, depth: 5 }),
    ];
    expect([...some].filter((one) => !all.has(one))).toEqual([]);
    expect(some.size).toBeGreaterThan(20);
  });
});
