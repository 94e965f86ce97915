import type { Body, Limits, Self } from '../../explore/index.ts';
import { blockUntil } from '../../futures/await-until.ts';
import { pushDone } from '../../futures/pool/done.ts';
import { Harvest } from '../../futures/pool/harvest.ts';
import { Intake } from '../../futures/pool/intake.ts';
import { FREE, PLACE, PLACE_WORDS, POOL, POOL_WORDS, QUEUED } from '../../futures/pool/layout.ts';
import { takerOf, tryTake } from '../../futures/pool/place-state.ts';
import { gone, type Address } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { schedulePlainWords } from './plain-words.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  readonly pool: Address;
  readonly places: readonly Address[];
}

/** The number of the task in a place. */
const TASK = PLACE.bytes;

/** What the owner does with what is done. */
interface Owner {
  readonly intake: Intake;
  readonly seen: Set<number>;
  tend(): void;
}

/** An owner whose tasks are under way; `then` is called when one is done. */
function owner({ pool, places }: Shared, self: Self, then: (task: number, owner: Owner) => unknown): Owner {
  const { program, words, note } = self;
  schedulePlainWords(self);
  const seen = new Set<number>();
  const ended = (place: Address, how: string): void => {
    const task = words.ints[place + TASK] as number;
    words.ints[place + TASK] = 0;
    words.store(place + PLACE.state, FREE);
    note(how, task);
    seen.add(task);
    intake.settled();
    then(task, { intake, seen, tend });
  };
  const harvest = new Harvest(program, pool, (place) => ended(place, 'done'));
  // With few tasks, the fewest at once.
  const drain = (most = Infinity): number => harvest.take(most === Infinity ? most : 1);
  const tend = (): void => {
    for (const place of places) {
      const taker = takerOf(words, place);
      if (taker === 0 || !gone(words, taker)) continue;
      drain();
      if (takerOf(words, place) === taker) ended(place, 'lost');
    }
  };
  const intake = new Intake(program, pool, {
    drain,
    tend,
    isBehind: () => harvest.behind,
    pace: () => Infinity,
    holds: () => false,
  });
  words.store(pool + POOL.owner, program.me);
  return { intake, seen, tend };
}

/** Awaits the end of all tasks. */
const awaits: Body<Shared> = async (shared, self) => {
  const { intake } = owner(shared, self, () => {});
  for (const _place of shared.places) intake.expect();
  await intake.idle();
};

const blocks: Body<Shared> = (shared, self) => {
  const { intake } = owner(shared, self, () => {});
  for (const _place of shared.places) intake.expect();
  blockUntil(() => intake.outstanding === 0, undefined, 'all');
};

/** Blocks in a callback of the first task until the second is done, or the other way round. */
const blocksInside: Body<Shared> = (shared, self) => {
  const { intake } = owner(shared, self, (task, { seen }) => {
    if (seen.size < 2) blockUntil(() => seen.has(3 - task), undefined, 'the other');
  });
  for (const _place of shared.places) intake.expect();
  blockUntil(() => intake.outstanding === 0, undefined, 'all');
};

/** Looks after its workers in the callback of the first task, as whoever asks a pool what it does makes it do. */
const tendsInside: Body<Shared> = async (shared, self) => {
  const { intake } = owner(shared, self, (task, { tend }) => task === 1 && tend());
  for (const _place of shared.places) intake.expect();
  await intake.idle();
};

/** Puts another task where the first was. */
const putsAgain: Body<Shared> = async (shared, self) => {
  const { words } = self;
  const [place] = shared.places as [Address];
  const { intake } = owner(shared, self, (task) => {
    if (task !== 1) return;
    words.ints[place + TASK] = 3;
    words.store(place + PLACE.state, QUEUED);
    intake.expect();
  });
  for (const _place of shared.places) intake.expect();
  await intake.idle();
};

/** Does the task of a place, if there is one. */
function work({ pool, places }: Shared, { program, words }: Self, index: number): void {
  const place = places[index] as Address;
  if (tryTake(words, place, QUEUED, program.me)) pushDone(program, pool, place);
}

const works =
  (...indexes: readonly number[]): Body<Shared> =>
  (shared, self) => {
    schedulePlainWords(self);
    for (const index of indexes) work(shared, self, index);
  };

function dones(
  limits: Limits,
  places: number,
  agents: Record<string, Body<Shared>>,
  mortal?: string,
  /** How many of the first are done when all begins. */
  done = 0,
): Proof {
  const owners = Object.keys(agents).filter((name) => !name.startsWith('works'));
  return proof<Shared>('pool, results', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: (self) => {
      const { words, allocate } = self;
      const shared = {
        pool: allocate(POOL_WORDS),
        places: Array.from({ length: places }, (_, index) => {
          const place = allocate(PLACE_WORDS);
          words.store(place + PLACE.state, QUEUED);
          words.ints[place + TASK] = index + 1;
          return place;
        }),
      };
      for (let index = 0; index < done; index += 1) work(shared, self, index);
      return shared;
    },
    agents,
    // It may wait for what nobody has taken; for nothing else, as the check says.
    daemons: owners,
    mortal: mortal === undefined ? [] : [mortal],
    check(shared, { words }, notes) {
      const tasks = notes.map(({ what }) => what[1]);
      equal('nothing twice', new Set(tasks).size, tasks.length);
      equal('ends of a place that has no task', tasks.includes(0), false);
      for (const place of shared.places) {
        const state = words.load(place + PLACE.state);
        if (state !== QUEUED) equal(`task ${words.ints[place + TASK]}`, state, FREE);
      }
      const lost = notes.filter(({ what }) => what[0] === 'lost').length;
      equal('lost', lost <= (mortal === undefined ? 0 : 1), true);
    },
  });
}

export const poolDoneProofs: readonly Proof[] = [
  dones({ timeouts: 1 }, 1, { awaits, 'works 1': works(0) }),
  dones({}, 1, { blocks, 'works 1': works(0) }),
  dones({ preemptions: 2, timeouts: 1 }, 2, { awaits, 'works 1': works(0), 'works 2': works(1) }),
  dones({ preemptions: 2 }, 2, { awaits, 'works 1': works(0), 'works 2': works(1) }),
  dones({ preemptions: 2 }, 2, { blocks, 'works 1': works(0), 'works 2': works(1) }),
  dones({ preemptions: 2 }, 2, { blocksInside, 'works 1': works(0), 'works 2': works(1) }),
  dones({ preemptions: 2, timeouts: 1 }, 2, { putsAgain, 'works 1': works(0, 0), 'works 2': works(1) }),
  dones({ preemptions: 2, deaths: 1 }, 1, { awaits, 'works 1': works(0) }, 'works 1'),
  dones({ preemptions: 2, deaths: 1 }, 1, { blocks, 'works 1': works(0) }, 'works 1'),
  dones({ preemptions: 1, deaths: 1 }, 2, { awaits, 'works 1': works(0), 'works 2': works(1) }, 'works 1'),
  dones({ preemptions: 2, deaths: 1 }, 3, { tendsInside, 'works 3': works(2) }, 'works 3', 2),
  dones({ preemptions: 1, deaths: 1 }, 2, { blocks, 'works 1': works(0), 'works 2': works(1) }, 'works 1'),
];
