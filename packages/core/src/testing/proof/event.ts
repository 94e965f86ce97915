import type { Body, Limits } from '../../explore/index.ts';
import { Event } from '../../threading/index.ts';
import { equal } from './inside.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  readonly event: Event;
  readonly ready: Event;
}

const blocks: Body<Shared> = ({ event }) => equal('waited', event.waitSync(), true);
const awaits: Body<Shared> = async ({ event }) => equal('waited', await event.wait(), true);
const impatient: Body<Shared> = ({ event }) => void event.waitSync({ timeout: 10 });
const sets: Body<Shared> = ({ event }) => event.set();
const setsAndClears: Body<Shared> = ({ event }) => {
  event.set();
  event.clear();
  event.set();
};

/** Says when it is in line; from then on a set must reach it, though it is cleared at once. */
const awaitsAndTells: Body<Shared> = async ({ event, ready }) => {
  const waiting = event.wait();
  // Nobody awaits it while `set` is interrupted.
  waiting.catch(() => {});
  ready.set();
  equal('waited', await waiting, true);
};

const setsAndClearsAtOnce: Body<Shared> = ({ event, ready }) => {
  ready.waitSync();
  event.set();
  event.clear();
};

function events(limits: Limits, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  return proof<Shared>('Event', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: () => ({ event: new Event(), ready: new Event() }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
  });
}

export const eventProofs: readonly Proof[] = [
  events({}, { blocks, sets }),
  events({}, { awaits, sets }),
  events({ rings: 1 }, { awaits, setsAndClears }),
  events({ timeouts: 1 }, { impatient, setsAndClears }),
  events({}, { awaitsAndTells, setsAndClearsAtOnce }),
  events({ preemptions: 2, deaths: 1 }, { awaits, sets, other: sets }, 'sets'),
  events({}, { blocks, awaits, sets }),
  events({ preemptions: 2 }, { blocks, awaits, setsAndClears }),
  events({ deaths: 1 }, { impatient, sets }, 'sets'),
  events({ preemptions: 2, timeouts: 1 }, { impatient, blocks, setsAndClears }),
  events({ preemptions: 2, deaths: 1 }, { blocks, awaits, sets }, 'blocks'),
  events({ preemptions: 2, deaths: 1 }, { blocks, awaits, sets }, 'awaits'),
];
