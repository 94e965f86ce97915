import type { Body, Limits, Self } from '../../explore/index.ts';
import { POSTED, FREE, PLACE, PLACE_WORDS, QUEUED } from '../../futures/pool/layout.ts';
import { layLevel, lengthOf, putPlace, takePlace, type Seen } from '../../futures/pool/level.ts';
import { takerOf, tryTake, tryWithdraw } from '../../futures/pool/place-state.ts';
import type { Address } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { schedulePlainWords } from './plain-words.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  readonly level: Address;
  readonly places: readonly Address[];
  /** The place that was sent to one worker. */
  readonly letter: Address;
}

/** The number of the task in a place. */
const TASK = PLACE.bytes;
/** One that only the worker that it is sent to can run. */
const SENT = 9;

/** Puts a task into a place that is free, if there is one. */
function put({ level, places }: Shared, { words, program, note }: Self, task: number): Address {
  const place = places.find((one) => words.load(one + PLACE.state) === FREE);
  if (place === undefined) return 0;
  words.ints[place + TASK] = task;
  note('put', task);
  words.store(place + PLACE.state, QUEUED);
  putPlace(program, level, place);
  return place;
}

const puts =
  (...tasks: readonly number[]): Body<Shared> =>
  (shared, self) => {
    schedulePlainWords(self);
    for (const task of tasks) put(shared, self, task);
  };

/** Takes the first task back if it can, and puts the others. */
const withdraws =
  (...tasks: readonly [number, ...number[]]): Body<Shared> =>
  (shared, self) => {
    schedulePlainWords(self);
    const [first, ...others] = tasks;
    const place = put(shared, self, first);
    if (tryWithdraw(self.words, place)) {
      self.note('withdrawn', first);
      self.words.store(place + PLACE.state, FREE);
    }
    for (const task of others) put(shared, self, task);
  };

/** Takes a task back if it can, and sends another from its place, which the queue still names. */
const sends: Body<Shared> = (shared, self) => {
  const { words, note } = self;
  const place = put(shared, self, 1);
  if (!tryWithdraw(words, place)) return;
  note('withdrawn', 1);
  words.ints[place + TASK] = SENT;
  note('put', SENT);
  words.store(place + PLACE.state, POSTED);
  words.store(shared.letter, place);
};

/** The worker that it is sent to. */
const receives: Body<Shared> = (shared, self) => {
  const { words, program, note } = self;
  const place = words.load(shared.letter);
  if (place !== 0 && tryTake(words, place, POSTED, program.me)) note('taken', words.ints[place + TASK]);
  else takes(1)(shared, self);
};

const takes =
  (most: number): Body<Shared> =>
  ({ level }, self) => {
    const { program, words, note } = self;
    schedulePlainWords(self);
    const seen: Seen = { level: 0, tail: 0 };
    for (let times = 0; times < most; times += 1) {
      const place = takePlace(program, level, program.me, seen);
      if (place === 0) return;
      note('taken', words.ints[place + TASK]);
      words.store(place + PLACE.state, FREE);
    }
  };

interface Case {
  readonly limits: Limits;
  readonly capacity: number;
  readonly places: number;
  readonly agents: Record<string, Body<Shared>>;
  readonly mortal?: string;
}

function queues({ limits, capacity, places, agents, mortal }: Case): Proof {
  return proof<Shared>('pool, queue', limits, {
    name: `room for ${capacity}, ${places} places: ${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program, allocate }) => ({
      letter: allocate(1),
      level: layLevel(program, capacity),
      places: Array.from({ length: places }, () => allocate(PLACE_WORDS)),
    }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(shared, { program, words }, notes) {
      const hands = shared.places.filter((place) => takerOf(words, place) !== 0);
      equal('HEAD is at most TAIL', lengthOf(words, shared.level) >= 0, true);
      const left: unknown[] = [];
      for (let place = takePlace(program, shared.level, program.me); place !== 0;) {
        left.push(words.ints[place + TASK]);
        place = takePlace(program, shared.level, program.me);
      }
      const unread = words.load(shared.letter);
      if (unread !== 0 && tryTake(words, unread, POSTED, program.me)) left.push(words.ints[unread + TASK]);
      for (const { agent, what } of notes) {
        if (what[0] === 'taken' && what[1] === SENT) equal('who took what was sent', agent, 'receives');
      }
      const noted = (what: string): unknown[] =>
        notes.filter((note) => note.what[0] === what).map((note) => note.what[1]);
      const ends = [...noted('taken'), ...noted('withdrawn'), ...left];
      // One that died with a place in its hands may have got as far as to say so.
      const held = hands.map((place) => words.ints[place + TASK]).filter((task) => !ends.includes(task));
      equal('in dead hands', held.length <= (mortal === undefined ? 0 : 1), true);
      equal('ends of tasks', [...ends, ...held].sort(), noted('put').sort());
      equal('left in order', left, [...left].sort());
    },
  });
}

export const poolQueueProofs: readonly Proof[] = [
  queues({
    limits: { preemptions: 3 },
    capacity: 1,
    places: 2,
    agents: { puts: puts(1, 2), takes: takes(3) },
  }),
  queues({
    limits: { preemptions: 2 },
    capacity: 1,
    places: 2,
    agents: { puts: puts(1, 2), takes: takes(2), other: takes(2) },
  }),
  queues({
    limits: { preemptions: 2 },
    capacity: 2,
    places: 3,
    agents: { puts: puts(1, 2, 3), takes: takes(2), other: takes(2) },
  }),
  queues({
    limits: { preemptions: 2 },
    capacity: 2,
    places: 1,
    agents: { withdraws: withdraws(1, 2), takes: takes(2), other: takes(2) },
  }),
  queues({
    limits: { preemptions: 3 },
    capacity: 1,
    places: 1,
    agents: { sends, takes: takes(1), receives },
  }),
  queues({
    limits: { preemptions: 3 },
    capacity: 1,
    places: 2,
    agents: { withdraws: withdraws(1, 2, 3), takes: takes(3) },
  }),
  queues({
    limits: { preemptions: 3, deaths: 1 },
    capacity: 1,
    places: 2,
    agents: { puts: puts(1, 2), takes: takes(2) },
    mortal: 'takes',
  }),
  queues({
    limits: { preemptions: 2, deaths: 1 },
    capacity: 1,
    places: 2,
    agents: { puts: puts(1, 2), takes: takes(2), other: takes(2) },
    mortal: 'takes',
  }),
];
