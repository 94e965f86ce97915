import { sleepOnBell } from '../../agent/sleep-on-bell.ts';
import { wakeAll, WAIT_POINT_WORDS } from '../../agent/wait-point.ts';
import type { Body, Limits, Self } from '../../explore/index.ts';
import { gone, type Address, type AgentId } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  /** What the sleeper is rung for. */
  readonly flag: Address;
  /** What it waits for with its event loop: two wait points. */
  readonly points: readonly [Address, Address];
  readonly sleeper: AgentId;
}

/** Until the flag is set, or whoever was to set it is dead. */
function sleep({ flag, sleeper }: Shared, { program, words }: Self): void {
  const look = (): true | undefined => words.load(flag) === 1 || gone(words, sleeper + 1) || undefined;
  equal('woken', sleepOnBell(program, look, Infinity, 'future.result()'), true);
}

const sleeps: Body<Shared> = (shared, self) => {
  equal('identity', self.program.me, shared.sleeper);
  sleep(shared, self);
};

/** The same with its event loop. */
const awaits: Body<Shared> = async ({ flag, points, sleeper }, { program, words }) => {
  const look = (): true | undefined => words.load(flag) === 1 || gone(words, sleeper + 1) || undefined;
  await program.waits.wait({}, points[0], look, Infinity);
};

/** No longer than some time. */
const dozes: Body<Shared> = ({ flag }, { program, words }) => {
  const look = (): true | undefined => words.load(flag) === 1 || undefined;
  const end = sleepOnBell(program, look, program.host.now() + 10, 'future.result()');
  if (end === undefined && program.host.now() < 10) throw new Error('it ended before its time');
};

/** Has its event loop wait for a point, and sleeps meanwhile. */
const sleepsBeside: Body<Shared> = async (shared, self) => {
  const waiting = waitFor(self, shared.points[0]);
  sleep(shared, self);
  await waiting;
};

/** Sleeps in a look of its event loop, as a callback that blocks does; another wait was looked at before. */
const sleepsInside: Body<Shared> = async (shared, self) => {
  const [before, inside] = shared.points;
  const waiting = [waitFor(self, before), waitFor(self, inside, () => sleep(shared, self))];
  await waiting[0];
  await waiting[1];
};

function waitFor({ program, words }: Self, point: Address, then?: () => void): Promise<unknown> {
  const look = (): true | undefined => {
    if (words.load(point) === 0) return undefined;
    then?.();
    return true;
  };
  const waiting = program.waits.wait({}, point, look, Infinity);
  // Nobody awaits it while the agent is interrupted elsewhere.
  waiting.catch(() => {});
  return waiting;
}

const rings: Body<Shared> = ({ flag, sleeper }, { program, words }) => {
  words.store(flag, 1);
  program.bells.ring(sleeper);
};

/** Rings for something else. */
const ringsInVain: Body<Shared> = ({ sleeper }, { program }) => program.bells.ring(sleeper);

const wakes =
  (...indexes: readonly number[]): Body<Shared> =>
  ({ points }, { program, words }) => {
    for (const index of indexes) {
      const point = points[index] as Address;
      words.store(point, 1);
      wakeAll(program, point);
    }
  };

function bells(limits: Limits, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  return proof<Shared>('bell', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program, allocate }) => ({
      flag: allocate(1),
      points: [allocate(WAIT_POINT_WORDS), allocate(WAIT_POINT_WORDS)],
      // The first agent, which comes after the setup's own; who rings it for the flag is the second.
      sleeper: program.me + 1,
    }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
  });
}

export const bellProofs: readonly Proof[] = [
  bells({}, { sleeps, rings }),
  bells({}, { sleeps, rings, ringsInVain }),
  bells({ timeouts: 1 }, { dozes, rings }),
  bells({ preemptions: 2, timeouts: 1 }, { dozes, rings, ringsInVain }),
  bells({ preemptions: 2, deaths: 1 }, { sleeps, rings, ringsInVain }, 'rings'),
  bells({ preemptions: 3 }, { sleepsBeside, rings, wakes: wakes(0) }),
  bells({ preemptions: 2 }, { sleepsInside, rings, wakes: wakes(1), other: wakes(0) }),
  bells({ deaths: 1 }, { sleeps, rings }, 'rings'),
  bells({ deaths: 1 }, { awaits, rings }, 'rings'),
  bells({ preemptions: 2, deaths: 1 }, { sleepsBeside, rings, wakes: wakes(0) }, 'rings'),
];
