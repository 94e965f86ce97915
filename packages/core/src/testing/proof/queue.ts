import { Empty, ShutDown } from '../../errors.ts';
import type { Body } from '../../explore/index.ts';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from '../../queue/index.ts';
import { equal } from './inside.ts';
import { few, proof, two, type Bounds, type Proof } from './proof.ts';

interface Shared {
  readonly queue: Queue<number>;
}

type Got = readonly (readonly [agent: string, item: number])[];

const puts =
  (...items: readonly number[]): Body<Shared> =>
  ({ queue }) => {
    for (const item of items) {
      queue.putSync(item);
      const { size, maxsize = 0 } = queue;
      if (maxsize > 0 && size > maxsize) throw new Error(`${size} items where there is room for ${maxsize}`);
    }
  };

const putsAsync =
  (...items: readonly number[]): Body<Shared> =>
  async ({ queue }) => {
    for (const item of items) await queue.put(item);
  };

const gets =
  (count: number): Body<Shared> =>
  ({ queue }, { note }) => {
    for (let times = 0; times < count; times += 1) note(queue.getSync());
  };

const getsAsync =
  (count: number): Body<Shared> =>
  async ({ queue }, { note }) => {
    for (let times = 0; times < count; times += 1) note(await queue.get());
  };

const givesUp: Body<Shared> = ({ queue }, { note }) => {
  try {
    note(queue.getSync({ timeout: 10 }));
  } catch (error) {
    if (!(error instanceof Empty)) throw error;
  }
};

/** Gets what there is, once nobody else is at it. */
const getsAll: Body<Shared> = ({ queue }, { note }) => {
  for (;;) {
    try {
      note(queue.getNowait());
    } catch (error) {
      if (error instanceof Empty) return;
      throw error;
    }
  }
};

/** Gets until it is shut down. */
const drains: Body<Shared> = ({ queue }, { note }) => {
  for (;;) {
    try {
      note(queue.getSync());
    } catch (error) {
      if (error instanceof ShutDown) return;
      throw error;
    }
  }
};

const putsAndShuts: Body<Shared> = ({ queue }) => {
  queue.putSync(1);
  queue.shutdown();
};

interface Case {
  readonly kind?: 'Queue' | 'LifoQueue' | 'PriorityQueue' | 'SimpleQueue';
  readonly maxsize?: number;
  /** What is in it when all begins. */
  readonly before?: readonly number[];
  readonly limits: Bounds;
  readonly agents: Record<string, Body<Shared>>;
  readonly mortal?: string;
  readonly right: (got: Got, left: number) => void;
}

function queues({ kind = 'Queue', maxsize = 0, before = [], limits, agents, mortal, right }: Case): Proof {
  const make = { Queue, LifoQueue, PriorityQueue, SimpleQueue }[kind] as typeof Queue;
  return proof<Shared>(kind, limits, {
    name: `${maxsize === 0 ? '' : `room for ${maxsize}: `}${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: () => {
      const queue = new make<number>(kind === 'SimpleQueue' ? {} : { maxsize });
      for (const item of before) queue.putNowait(item);
      return { queue };
    },
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check({ queue }, _self, notes) {
      right(
        notes.map(({ agent, what }) => [agent, what[0] as number]),
        queue.size,
      );
    },
  });
}

/** Exactly these were got, each agent's in this order. */
const got =
  (...items: readonly number[]) =>
  (seen: Got, left: number): void => {
    equal('left', left, 0);
    equal('got', seen.map(([, item]) => item).sort(), [...items].sort());
    for (const agent of new Set(seen.map(([name]) => name))) {
      const mine = seen.filter(([name]) => name === agent).map(([, item]) => item);
      equal(
        `the order of ${agent}`,
        mine,
        [...mine].sort((one, other) => one - other),
      );
    }
  };

/** Nothing twice, and nothing lost but what the dead may have had. */
const most =
  (count: number, lost: number) =>
  (seen: Got, left: number): void => {
    const known = seen.every(([, item]) => Number.isInteger(item) && item >= 1 && item <= count);
    equal('nothing that nobody put', known, true);
    equal('nothing twice', new Set(seen.map(([, item]) => item)).size, seen.length);
    equal('not too many lost', seen.length + left >= count - lost && seen.length + left <= count, true);
  };

/** Nothing twice, at most so many lost, and what `rest` got in the kind's order. */
const inOrder =
  (kind: 'LifoQueue' | 'PriorityQueue', count: number, lost: number) =>
  (seen: Got, left: number): void => {
    most(count, lost)(seen, left);
    if (kind === 'LifoQueue') return;
    const rest = seen.filter(([agent]) => agent === 'rest').map(([, item]) => item);
    // What is put meanwhile may come after what is greater.
    const old = rest.filter((item) => count === 4 || item > 1);
    equal(
      'the order of what is left',
      old,
      [...old].sort((one, other) => one - other),
    );
  };

export const queueProofs: readonly Proof[] = [
  queues({ limits: {}, agents: { putsOne: puts(1), getsOne: gets(1) }, right: got(1) }),
  queues({ limits: {}, agents: { puts: puts(1, 2), gets: gets(2) }, right: got(1, 2) }),
  queues({
    limits: {},
    agents: { puts: puts(1, 2), getsAsync: getsAsync(2) },
    right: got(1, 2),
  }),
  queues({
    maxsize: 1,
    limits: {},
    agents: { puts: puts(1, 2), gets: gets(2) },
    right: got(1, 2),
  }),
  queues({
    maxsize: 1,
    limits: {},
    agents: { putsAsync: putsAsync(1, 2), gets: gets(2) },
    right: got(1, 2),
  }),
  queues({
    limits: two,
    agents: { puts: puts(1), other: puts(2), gets: gets(2) },
    right: most(2, 0),
  }),
  queues({
    limits: two,
    agents: { puts: puts(1, 2), gets: gets(1), other: gets(1) },
    right: got(1, 2),
  }),
  queues({
    limits: { timeouts: 1 },
    agents: { puts: puts(1), givesUp },
    right: most(1, 0),
  }),
  queues({
    limits: { ...two, timeouts: 1 },
    agents: { puts: puts(1), givesUp, other: givesUp },
    right: most(1, 0),
  }),
  queues({ limits: {}, agents: { putsAndShuts, drains }, right: got(1) }),
  queues({
    limits: few(1, two, { deaths: 1 }),
    agents: { puts: puts(1, 2), gets: gets(1), givesUp },
    mortal: 'gets',
    right: most(2, 1),
  }),
  queues({
    limits: { deaths: 1 },
    agents: { puts: puts(1, 2), givesUp },
    mortal: 'puts',
    right: most(2, 2),
  }),
  queues({
    kind: 'LifoQueue',
    limits: few(2, {}),
    agents: { puts: puts(1, 2), gets: gets(2) },
    right: most(2, 0),
  }),
  queues({
    kind: 'PriorityQueue',
    limits: few(2, {}),
    agents: { puts: puts(2, 1), gets: gets(2) },
    right: most(2, 0),
  }),
  ...(['LifoQueue', 'PriorityQueue'] as const).flatMap((kind) => [
    queues({
      kind,
      maxsize: 1,
      limits: two,
      agents: { puts: puts(1, 2), gets: gets(2) },
      right: got(1, 2),
    }),
    // One takes an item, and dies with the array in any state; what is left is all there, and in order.
    queues({
      kind,
      before: [3, 1, 2, 4],
      limits: { ...two, deaths: 1 },
      agents: { givesUp, rest: getsAll },
      mortal: 'givesUp',
      right: inOrder(kind, 4, 1),
    }),
    queues({
      kind,
      before: [3, 2],
      limits: { ...two, deaths: 1 },
      agents: { puts: puts(1), rest: getsAll },
      mortal: 'puts',
      right: inOrder(kind, 3, 1),
    }),
  ]),
  queues({
    kind: 'SimpleQueue',
    limits: {},
    agents: { puts: puts(1, 2), gets: gets(2) },
    right: got(1, 2),
  }),
];
