/**
 * What agents saw of a primitive, in every schedule, must be what one thread alone could have had. When an operation was
 * called and returned is told by a counter on explored words, so that schedules that differ in nothing else are two.
 *
 * @module
 */

import { Empty, Full } from '../../errors.ts';
import {
  linearize,
  lockModel,
  queueModel,
  Recorder,
  semaphoreModel,
  showCounterexample,
  type Call,
  type Model,
} from '../../explore/history/index.ts';
import type { Limits, Self } from '../../explore/index.ts';
import type { Address } from '../../memory/index.ts';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from '../../queue/index.ts';
import { BoundedSemaphore, Lock } from '../../threading/index.ts';
import { proof, type Proof } from './proof.ts';

interface Shared<T> {
  readonly it: T;
  readonly clock: Address;
}

/** What an agent does, written down. */
type Play<T> = (it: T, recorder: Recorder) => void;

function histories<T>(
  group: string,
  limits: Limits,
  make: () => T,
  model: Model<never>,
  plays: Readonly<Record<string, Play<T>>>,
): Proof {
  const body =
    (play: Play<T>) =>
    ({ it, clock }: Shared<T>, { words, name, note }: Self): void => {
      const recorder = new Recorder(name, () => words.add(clock, 1));
      play(it, recorder);
      for (const call of recorder.calls) note(call);
    };
  return proof<Shared<T>>(group, limits, {
    name: `linearizable: ${Object.keys(plays).join(', ')}`,
    setup: ({ allocate }) => ({ it: make(), clock: allocate(1) }),
    agents: Object.fromEntries(Object.entries(plays).map(([name, play]) => [name, body(play)])),
    check(_shared, _self, notes) {
      const history = notes.map(({ what }) => what[0] as Call);
      const found = linearize(history, model);
      if (!found.linearizable) throw new Error(`not linearizable\n${showCounterexample(found)}`);
    },
  });
}

type Taking = Pick<Lock, 'acquireSync' | 'tryAcquire' | 'release'>;

const gives = (it: Taking, recorder: Recorder): void => recorder.call('release', [], () => it.release());

const takes: Play<Taking> = (it, recorder) => {
  recorder.call('acquire', [], () => it.acquireSync());
  gives(it, recorder);
};

const tries: Play<Taking> = (it, recorder) => {
  if (recorder.call('tryAcquire', [], () => it.tryAcquire())) gives(it, recorder);
};

const givesUp: Play<Taking> = (it, recorder) => {
  if (recorder.call('acquire', [], () => it.acquireSync({ timeout: 10 }))) gives(it, recorder);
};

const putsAndTries =
  (...items: readonly number[]): Play<Queue<number>> =>
  (queue, recorder) => {
    for (const [at, item] of items.entries()) {
      if (at === 0)
        recorder.call(
          'put',
          [item, 'wait'],
          () => queue.putSync(item),
          () => true,
        );
      else recorder.call('put', [item], () => orFull(() => queue.putNowait(item)));
    }
  };

const triesAndGets: Play<Queue<number>> = (queue, recorder) => {
  recorder.call('get', [], () => orEmpty(() => queue.getNowait()));
  recorder.call('get', ['wait'], () => orEmpty(() => queue.getSync({ timeout: 10 })));
};

function orFull(put: () => void): boolean {
  try {
    put();
    return true;
  } catch (error) {
    if (error instanceof Full) return false;
    throw error;
  }
}

function orEmpty(get: () => number): readonly [number] | null {
  try {
    return [get()];
  } catch (error) {
    if (error instanceof Empty) return null;
    throw error;
  }
}

const bounded: Limits = { preemptions: 2 };

const locks = [false, true].flatMap((fair) => {
  const group = fair ? 'Lock, fair' : 'Lock, barging';
  const make = (): Taking => new Lock({ fair });
  return [
    histories(group, bounded, make, lockModel as Model<never>, { takes, tries }),
    histories(group, { ...bounded, timeouts: 1 }, make, lockModel as Model<never>, { takes, givesUp }),
  ];
});

const semaphore = (limits: Limits, plays: Readonly<Record<string, Play<Taking>>>): Proof =>
  histories<Taking>(
    'Semaphore',
    limits,
    () => new BoundedSemaphore(1),
    semaphoreModel(1, 1) as Model<never>,
    plays,
  );

const queue = (group: string, make: () => unknown, model: Model<readonly unknown[]>): Proof =>
  histories(group, bounded, make as () => Queue<number>, model as Model<never>, {
    puts: putsAndTries(2, 1),
    gets: triesAndGets,
  });

export const historyProofs: readonly Proof[] = [
  ...locks,
  semaphore(bounded, { takes, tries }),
  semaphore({ ...bounded, timeouts: 1 }, { takes, givesUp }),
  queue('Queue', () => new Queue({ maxsize: 1 }), queueModel('fifo', 1)),
  queue('LifoQueue', () => new LifoQueue(), queueModel('lifo')),
  queue('PriorityQueue', () => new PriorityQueue<number>(), queueModel('priority')),
  queue('SimpleQueue', () => new SimpleQueue(), queueModel('fifo')),
];
