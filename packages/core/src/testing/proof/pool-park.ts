import type { Body, Self } from '../../explore/index.ts';
import { ringOwner } from '../../futures/pool/done.ts';
import {
  POSTED,
  BUSY,
  LANE,
  PLACE,
  PLACE_WORDS,
  POOL,
  POOL_WORDS,
  QUEUED,
  RETIRED,
} from '../../futures/pool/layout.ts';
import { leaves } from '../../futures/pool/leaving.ts';
import { layLevel, lengthOf, putPlace, takePlace } from '../../futures/pool/level.ts';
import {
  announceLetter,
  callOne,
  callSomebody,
  isDismissed,
  keepUp,
  park,
  retire,
  type Callee,
} from '../../futures/pool/park.ts';
import { tryTake } from '../../futures/pool/place-state.ts';
import { gone, type Address, type AgentId } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { type Bounds, proof, type Proof } from './proof.ts';

interface Shared {
  readonly pool: Address;
  readonly level: Address;
  readonly lanes: readonly Address[];
  readonly places: readonly Address[];
  /** A message for the first worker: a place. */
  readonly mail: Address;
  /** Who has the first lane; the others follow. */
  readonly first: AgentId;
}

const TASK = PLACE.bytes;
/** What of a lane is used here. */
const WORDS = LANE.waits;
const IDLE_MS = 10;

/** Takes what there is, and parks until there is more; once no longer than `idle`. Ends when it is dismissed. */
const works =
  (index: number, idle = Infinity): Body<Shared> =>
  async ({ pool, level, lanes, mail, first }, { program, words, note }) => {
    const lane = lanes[index] as Address;
    equal('identity', program.me, first + index);
    words.store(lane + LANE.state, BUSY);
    let received = 0;
    const hasMail = (): boolean => index === 0 && received === 0 && words.load(mail) !== 0;
    const dismissed = (): boolean => isDismissed(program, pool, lane, received);
    const look = (): boolean => hasMail() || lengthOf(words, level) > 0;
    for (let stays = idle; ; stays = Infinity) {
      for (let place = takePlace(program, level, program.me); place !== 0;) {
        note('taken', words.ints[place + TASK]);
        ringOwner(program, pool);
        place = takePlace(program, level, program.me);
      }
      if (hasMail()) {
        received = 1;
        const place = words.load(mail);
        if (tryTake(words, place, POSTED, program.me)) note('taken', words.ints[place + TASK]);
      }
      if (dismissed() && !look()) return;
      const deadline = stays === Infinity ? Infinity : program.host.now() + stays;
      if (await park(program, {}, lane, () => look() || dismissed(), deadline)) continue;
      if (retire(program, pool, lane, received)) return;
    }
  };

/** As `works`, of one whose own task awaits all the time. */
const worksBeside =
  (index: number): Body<Shared> =>
  async (shared, self) => {
    self.words.store((shared.lanes[index] as Address) + LANE.taken, 1);
    await works(index)(shared, self);
  };

/** Takes what it does not leave to others. All its tasks await for ever. */
const awaits =
  (index: number): Body<Shared> =>
  async ({ pool, level, lanes }, { program, words, note }) => {
    const lane = lanes[index] as Address;
    let pending = 0;
    const leavesThem = (): boolean => leaves(program, pool, pending, lengthOf(words, level));
    words.store(lane + LANE.state, BUSY);
    for (;;) {
      while (!leavesThem()) {
        const place = takePlace(program, level, program.me);
        if (place === 0) break;
        words.add(lane + LANE.taken, 1);
        pending += 1;
        note('taken', words.ints[place + TASK]);
      }
      await park(program, {}, lane, () => lengthOf(words, level) > 0 && !leavesThem(), Infinity);
    }
  };

/** Takes one, and is held by it for ever. */
const blocks =
  (index: number): Body<Shared> =>
  async ({ level, lanes }, { program, words, note }) => {
    const lane = lanes[index] as Address;
    words.store(lane + LANE.state, BUSY);
    for (;;) {
      const place = takePlace(program, level, program.me);
      if (place !== 0) {
        words.add(lane + LANE.taken, 1);
        note('taken', words.ints[place + TASK]);
        await program.waits.wait({}, lane, () => undefined, Infinity);
      }
      await park(program, {}, lane, () => lengthOf(words, level) > 0, Infinity);
    }
  };

/** What the owner knows. */
class Owner {
  readonly #shared: Shared;
  readonly #self: Self;
  #workers: readonly Callee[];

  constructor(shared: Shared, self: Self) {
    this.#shared = shared;
    this.#self = self;
    this.#workers = shared.lanes.map((lane, index) => ({ lane, id: shared.first + index }));
  }

  put(place: Address, hopes = false): void {
    const { program, words } = this.#self;
    const { level } = this.#shared;
    words.store(place + PLACE.state, QUEUED);
    putPlace(program, level, place);
    if (hopes && keepUp(program, this.#workers)) return;
    if (callSomebody(program, this.#workers)) this.#mend();
  }

  /** As it does whenever it has looked for results. */
  tend(): void {
    const { program, words, note } = this.#self;
    const { level } = this.#shared;
    this.#mend();
    const waiting = lengthOf(words, level);
    if (waiting === 0) return;
    if (callSomebody(program, this.#workers, waiting)) this.#mend();
    // It would start another.
    if (this.#workers.length === 0)
      for (let place = takePlace(program, level, program.me); place !== 0;) {
        note('taken', words.ints[place + TASK]);
        place = takePlace(program, level, program.me);
      }
  }

  #mend(): void {
    const { words } = this.#self;
    this.#workers = this.#workers.filter(
      ({ lane, id }) => !gone(words, id) && words.load(lane + LANE.state) !== RETIRED,
    );
  }
}

/** Sends the task to the first worker, if that has not retired, and dismisses it before the message comes. */
const sends: Body<Shared> = (shared, self) => {
  const { program, words, note } = self;
  const { pool, lanes, places, mail, first } = shared;
  const [place, lane] = [places[0] as Address, lanes[0] as Address];
  words.store(place + PLACE.state, POSTED);
  const sent = announceLetter(program, lane);
  if (!sent) note('taken', words.ints[place + TASK]);
  words.store(pool + POOL.stop, 1);
  callOne(program, { lane, id: first });
  program.bells.ring(first);
  if (!sent) return;
  words.store(mail, place);
  program.bells.ring(first);
};

/** Puts tasks, and looks once. */
const owns: Body<Shared> = (shared, self) => {
  const owner = new Owner(shared, self);
  for (const place of shared.places) owner.put(place);
  owner.tend();
};

/** Puts a task, looks whenever it is rung, and puts the others when a worker has died. */
const attends: Body<Shared> = async (shared, self) => {
  const { program, words } = self;
  const { pool, places, first } = shared;
  words.store(pool + POOL.owner, program.me);
  const owner = new Owner(shared, self);
  const [one, ...others] = places as readonly [Address, ...Address[]];
  owner.put(one);
  const attempt = (): undefined => {
    words.store(pool + POOL.listening, 1);
    if (gone(words, first)) for (const place of others.splice(0)) owner.put(place);
    owner.tend();
  };
  await program.waits.wait({}, pool, attempt, Infinity);
};

/** Puts tasks, in the hope that who is awake will do, and looks whenever it is rung. */
const hopes: Body<Shared> = async (shared, self) => {
  const { program, words } = self;
  const { pool, places } = shared;
  words.store(pool + POOL.owner, program.me);
  const owner = new Owner(shared, self);
  for (const place of places) owner.put(place, true);
  const attempt = (): undefined => {
    words.store(pool + POOL.listening, 1);
    owner.tend();
  };
  await program.waits.wait({}, pool, attempt, Infinity);
};

interface Case {
  readonly limits: Bounds;
  readonly tasks: number;
  readonly agents: Record<string, Body<Shared>>;
  readonly mortal?: string;
  /** How many workers stay. */
  readonly stay?: number;
}

function parks({ limits, tasks, agents, mortal, stay = 0 }: Case): Proof {
  const workers = Object.keys(agents).length - 1;
  return proof<Shared>('pool, parking', limits, {
    name: `${tasks} tasks, ${stay} stay: ${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program, words, allocate }) => {
      const [pool, lanes] = [allocate(POOL_WORDS), Array.from({ length: workers }, () => allocate(WORDS))];
      words.store(pool + POOL.minWorkers, stay);
      words.store(pool + POOL.lanes, lanes.at(-1) ?? 0);
      for (const [index, lane] of lanes.entries()) {
        words.store(lane + LANE.live, 1);
        words.store(lane + LANE.next, lanes[index - 1] ?? 0);
      }
      const places = Array.from({ length: tasks }, (_, index) => {
        const place = allocate(PLACE_WORDS);
        words.ints[place + TASK] = index + 1;
        return place;
      });
      // After the setup's own and the owner's.
      return { pool, level: layLevel(program, 2), lanes, places, mail: allocate(1), first: program.me + 2 };
    },
    agents,
    daemons: Object.keys(agents),
    mortal: mortal === undefined ? [] : [mortal],
    check({ pool, level, lanes, first, places }, { words }, notes, ended) {
      const taken = notes.map(({ what }) => what[1]);
      equal('nothing twice', new Set(taken).size, taken.length);
      equal('queued, and nobody comes', lengthOf(words, level), 0);
      if (mortal === undefined) equal('taken', taken.length, places.length);
      const alive = lanes.filter((_, index) => !gone(words, first + index));
      const left = alive.filter((lane) => words.load(lane + LANE.state) !== RETIRED);
      if (words.load(pool + POOL.stop) === 1) equal('all have ended', ended.length, workers + 1);
      else if (mortal === undefined) equal('enough workers', left.length >= stay, true);
    },
  });
}

const [one, two] = [works(0), works(1)];
const [idle, idler] = [works(0, IDLE_MS), works(1, IDLE_MS)];

export const poolParkProofs: readonly Proof[] = [
  parks({ limits: { preemptions: 3 }, tasks: 1, agents: { owns, one } }),
  parks({ limits: { preemptions: 2 }, tasks: 2, agents: { owns, one, two } }),
  parks({ limits: { preemptions: 3, timeouts: 1 }, tasks: 1, agents: { sends, idle } }),
  parks({ limits: { preemptions: 2 }, tasks: 1, agents: { owns, one, beside: worksBeside(1) } }),
  parks({ limits: { preemptions: 3 }, tasks: 1, agents: { owns, beside: worksBeside(0) } }),
  parks({ limits: { preemptions: 2, rings: 1 }, tasks: 1, agents: { owns, one, two } }),
  parks({ limits: { preemptions: 3, timeouts: 1 }, tasks: 1, agents: { owns, idle } }),
  parks({ limits: { preemptions: 1, timeouts: 1 }, tasks: 1, stay: 1, agents: { owns, idle, idler } }),
  parks({ limits: { preemptions: 2, deaths: 1 }, tasks: 2, agents: { attends, one }, mortal: 'one' }),
  parks({ limits: { preemptions: 0, deaths: 1 }, tasks: 3, agents: { attends, one, two }, mortal: 'one' }),
  parks({
    limits: { preemptions: 0, deaths: 1, timeouts: 1 },
    tasks: 2,
    agents: { attends, idle, two },
    mortal: 'idle',
  }),
  parks({
    limits: { preemptions: 1, schedules: 20_000, deep: { preemptions: 1 } },
    tasks: 3,
    agents: { hopes, first: awaits(0), second: awaits(1), third: awaits(2) },
  }),
  parks({
    limits: { preemptions: 1 },
    tasks: 3,
    agents: { hopes, held: blocks(0), 'held too': blocks(1), 'held last': blocks(2) },
  }),
];
