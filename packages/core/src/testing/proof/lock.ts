import type { Body, Exploration } from '../../explore/index.ts';
import { Lock } from '../../threading/index.ts';
import { equal, places, visitAlone, visitsOf, type Places } from './inside.ts';
import { few, proof, two, type Bounds, type Proof } from './proof.ts';

interface Shared extends Places {
  readonly lock: Lock;
}

const blocks: Body<Shared> = (shared, self) => {
  shared.lock.acquireSync();
  visitAlone(shared, self);
  shared.lock.release();
};

const twice: Body<Shared> = (shared, self) => {
  shared.lock.acquireSync();
  shared.lock.release();
  blocks(shared, self);
};

const awaits: Body<Shared> = async (shared, self) => {
  await shared.lock.acquire();
  visitAlone(shared, self);
  shared.lock.release();
};

const impatient: Body<Shared> = (shared, self) => {
  if (shared.lock.acquireSync({ timeout: 10 })) {
    visitAlone(shared, self);
    shared.lock.release();
  } else self.words.add(shared.visits, 1);
};

const aborts: Body<Shared> = async (shared, self) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 10);
  try {
    await shared.lock.acquire({ signal: controller.signal });
    visitAlone(shared, self);
    shared.lock.release();
  } catch (error) {
    if (error !== controller.signal.reason) throw error;
    self.words.add(shared.visits, 1);
  }
};

const tries: Body<Shared> = (shared, self) => {
  if (shared.lock.tryAcquire()) {
    visitAlone(shared, self);
    shared.lock.release();
  } else self.words.add(shared.visits, 1);
};

/** Lets go when the last has come, so that there are some to hand it to. */
const hands: Body<Shared> = ({ lock, visits }, { words }) => {
  lock.acquireSync();
  while (words.load(visits) === 0) words.wait(visits, 0, Infinity);
  lock.release();
};

const queues: Body<Shared> = ({ lock }) => {
  lock.acquireSync();
  lock.release();
};

const comes: Body<Shared> = async ({ lock, visits }, { words }) => {
  words.store(visits, 1);
  words.notify(visits, 1);
  await lock.acquire();
  lock.release();
};

function locks(fair: boolean, limits: Bounds, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  const exploration: Exploration<Shared> = {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: (self) => ({ lock: new Lock({ fair }), ...places(self) }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(shared, self, _notes, ended) {
      const everybody = Object.keys(agents);
      if (mortal === undefined) equal('visits', visitsOf(shared, self), everybody.length);
      for (const name of everybody) if (name !== mortal) equal(`${name} ended`, ended.includes(name), true);
      if (!shared.lock.tryAcquire())
        throw new Error(`the lock cannot be had when all is over: ${shared.lock}`);
      shared.lock.release();
    },
  };
  return proof(fair ? 'Lock, fair' : 'Lock, barging', limits, exploration);
}

/** With a death at any point. */
function death(fair: boolean): Bounds {
  return fair ? few(2, {}, { deaths: 1 }) : { deaths: 1 };
}

export const lockProofs: readonly Proof[] = [false, true].flatMap((fair) => [
  // Handed to one whose death becomes certain meanwhile. All of a fair lock's are half a million.
  locks(
    fair,
    { preemptions: 1, deaths: 1, ...(fair ? { schedules: 40_000 } : {}) },
    { hands, queues, comes },
    'queues',
  ),
  locks(fair, {}, { blocks, other: blocks }),
  locks(fair, {}, { blocks, awaits }),
  locks(fair, {}, { awaits, other: awaits }),
  locks(fair, {}, { blocks, tries }),
  // A fair lock's waiters are blocks of their own, so everything takes four times the steps.
  locks(fair, fair ? two : {}, { blocks, twice }),
  locks(fair, fair ? few(3, {}, { timeouts: 1 }) : { timeouts: 1 }, {
    blocks,
    impatient,
  }),
  locks(fair, { timeouts: 1 }, { awaits, aborts }),
  locks(fair, death(fair), { blocks, other: blocks }, 'blocks'),
  locks(fair, death(fair), { awaits, blocks }, 'blocks'),
  locks(fair, death(fair), { awaits, blocks }, 'awaits'),
  locks(fair, two, { blocks, other: blocks, awaits }),
  locks(fair, { ...two, timeouts: 1 }, { blocks, other: blocks, impatient }),
  locks(
    fair,
    fair ? few(0, two, { deaths: 1 }) : { ...two, deaths: 1 },
    { blocks, other: blocks, awaits },
    'blocks',
  ),
]);
