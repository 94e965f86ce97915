import type { Body } from '../../explore/index.ts';
import { RLock } from '../../threading/index.ts';
import { equal, places, visitAlone, visitsOf, type Places } from './inside.ts';
import { proof, type Bounds, type Proof } from './proof.ts';

interface Shared extends Places {
  readonly lock: RLock;
}

const reenters: Body<Shared> = (shared, self) => {
  const { lock } = shared;
  lock.acquireSync();
  lock.acquireSync();
  visitAlone(shared, self);
  lock.release();
  if (!lock.owned) throw new Error('released once, it is no longer owned');
  lock.release();
};

const enters: Body<Shared> = (shared, self) => {
  shared.lock.acquireSync();
  visitAlone(shared, self);
  shared.lock.release();
};

const impatient: Body<Shared> = (shared, self) => {
  if (shared.lock.acquireSync({ timeout: 10 })) {
    visitAlone(shared, self);
    shared.lock.release();
  } else self.words.add(shared.visits, 1);
};

function rlocks(limits: Bounds, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  return proof<Shared>('RLock', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: (self) => ({ lock: new RLock(), ...places(self) }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(shared, self) {
      if (mortal === undefined) equal('visits', visitsOf(shared, self), Object.keys(agents).length);
      if (!shared.lock.tryAcquire())
        throw new Error(`the lock cannot be had when all is over: ${shared.lock}`);
    },
  });
}

export const rlockProofs: readonly Proof[] = [
  rlocks({}, { reenters, enters }),
  rlocks({ timeouts: 1 }, { reenters, impatient }),
  rlocks({ deaths: 1 }, { reenters, enters }, 'reenters'),
  rlocks({ preemptions: 2 }, { reenters, enters, other: reenters }),
  rlocks({ preemptions: 2, timeouts: 1 }, { reenters, enters, impatient }),
  rlocks(
    { preemptions: 1, deaths: 1, deep: { preemptions: 2, deaths: 1 } },
    { reenters, enters, other: enters },
    'reenters',
  ),
];
