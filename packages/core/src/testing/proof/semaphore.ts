import type { Body, Limits } from '../../explore/index.ts';
import { BoundedSemaphore } from '../../threading/index.ts';
import { equal, places, visit, visitsOf, type Places } from './inside.ts';
import { proof, type Proof } from './proof.ts';

interface Shared extends Places {
  readonly semaphore: BoundedSemaphore;
}

function semaphores(
  permits: number,
  limits: Limits,
  names: readonly (keyof typeof bodies)[],
  mortal?: string,
): Proof {
  const bodies = bodiesOf(permits);
  const agents = Object.fromEntries(names.map((name, at) => [`${name} ${at}`, bodies[name]]));
  return proof<Shared>('Semaphore', limits, {
    name: `${permits} permits: ${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: (self) => ({ semaphore: new BoundedSemaphore(permits), ...places(self) }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    // Who waits for the permit of one that died waits for ever.
    daemons: mortal === undefined ? [] : Object.keys(agents),
    check(shared, self, _notes, ended) {
      const { value } = shared.semaphore;
      if (mortal === undefined) {
        equal('visits', visitsOf(shared, self), names.length);
        equal('permits', value, permits);
      } else if (value > 0) {
        for (const name of Object.keys(agents))
          if (name !== mortal) equal(`${name} ended`, ended.includes(name), true);
      } else equal('permits', permits, 1);
    },
  });
}

const bodiesOf = (permits: number): Record<'blocks' | 'awaits' | 'impatient', Body<Shared>> => ({
  blocks(shared, self) {
    shared.semaphore.acquireSync();
    visit(shared, self, permits);
    shared.semaphore.release();
  },
  async awaits(shared, self) {
    await shared.semaphore.acquire();
    visit(shared, self, permits);
    shared.semaphore.release();
  },
  impatient(shared, self) {
    if (shared.semaphore.acquireSync({ timeout: 10 })) {
      visit(shared, self, permits);
      shared.semaphore.release();
    } else self.words.add(shared.visits, 1);
  },
});
const bodies = bodiesOf(1);

export const semaphoreProofs: readonly Proof[] = [
  semaphores(1, {}, ['blocks', 'blocks']),
  semaphores(1, {}, ['blocks', 'awaits']),
  semaphores(1, {}, ['awaits', 'awaits']),
  semaphores(1, { timeouts: 1 }, ['blocks', 'impatient']),
  semaphores(2, { preemptions: 2 }, ['blocks', 'blocks', 'awaits']),
  semaphores(1, { preemptions: 2 }, ['blocks', 'blocks', 'awaits']),
  semaphores(1, { preemptions: 2, timeouts: 1 }, ['blocks', 'awaits', 'impatient']),
  semaphores(1, { deaths: 1 }, ['blocks', 'blocks'], 'blocks 0'),
  semaphores(1, { deaths: 1 }, ['blocks', 'awaits'], 'awaits 1'),
  semaphores(1, { preemptions: 2, deaths: 1 }, ['blocks', 'blocks', 'awaits'], 'blocks 0'),
  semaphores(1, { preemptions: 2, deaths: 1 }, ['blocks', 'blocks', 'awaits'], 'awaits 2'),
];
