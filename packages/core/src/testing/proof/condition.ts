import type { Body } from '../../explore/index.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { Condition, type Lock } from '../../threading/index.ts';
import { equal } from './inside.ts';
import { few, proof, two, type Bounds, type Proof } from './proof.ts';

interface Shared {
  readonly condition: Condition<Lock>;
  /** What is waited for: how many may go on. */
  readonly tokens: Address;
  readonly taken: Address;
}

const takes: Body<Shared> = ({ condition, tokens, taken }, { words }) => {
  condition.acquireSync();
  condition.waitForSync(() => words.load(tokens) > 0);
  words.sub(tokens, 1);
  words.add(taken, 1);
  condition.release();
};

const takesAsync: Body<Shared> = async ({ condition, tokens, taken }, { words }) => {
  await condition.acquire();
  await condition.waitFor(() => words.load(tokens) > 0);
  words.sub(tokens, 1);
  words.add(taken, 1);
  condition.release();
};

const givesUp: Body<Shared> = ({ condition, tokens, taken }, { words }) => {
  condition.acquireSync();
  if (condition.waitForSync(() => words.load(tokens) > 0, { timeout: 10 })) {
    words.sub(tokens, 1);
    words.add(taken, 1);
  }
  condition.release();
};

const gives =
  (count: number, all = false): Body<Shared> =>
  ({ condition, tokens }, { words }) => {
    condition.acquireSync();
    words.add(tokens, count);
    if (all) condition.notifyAll();
    else condition.notify(count);
    condition.release();
  };

function conditions(
  limits: Bounds,
  agents: Record<string, Body<Shared>>,
  taken: number | undefined,
  mortal?: string,
  daemons: readonly string[] = [],
): Proof {
  return proof<Shared>('Condition', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program }) => {
      const at = program.blocks.allocate(KIND.bytes, 2);
      return { condition: new Condition(), tokens: at, taken: at + 1 };
    },
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    daemons,
    check(shared, { words }, _notes, ended) {
      if (taken !== undefined) equal('taken', words.load(shared.taken), taken);
      // Whoever waits while there is a token was owed a notification, unless one died that had the lock again for it.
      if (!shared.condition.locked && daemons.some((name) => !ended.includes(name))) {
        equal('tokens left for one that waits', words.load(shared.tokens), 0);
      }
      equal('locked', shared.condition.locked && mortal === undefined, false);
    },
  });
}

export const conditionProofs: readonly Proof[] = [
  conditions(few(3, {}), { takes, gives: gives(1) }, 1),
  conditions(few(3, {}), { takesAsync, gives: gives(1) }, 1),
  conditions(few(2, {}, { timeouts: 1 }), { givesUp, gives: gives(1) }, undefined),
  conditions({ preemptions: 2 }, { takes, takesAsync, gives: gives(2) }, 2),
  conditions({ preemptions: 2 }, { takes, other: takes, gives: gives(2, true) }, 2),
  conditions(few(1, two, { timeouts: 1 }), { givesUp, takes, gives: gives(2) }, undefined),
  // One is given: to the one that gives up, or else to the other.
  conditions(few(1, two, { timeouts: 1 }), { givesUp, takes, givesOne: gives(1) }, undefined, undefined, [
    'takes',
  ]),
  conditions(few(2, {}, { deaths: 1 }), { takes, gives: gives(1) }, undefined, 'takes'),
  conditions(few(2, {}, { deaths: 1 }), { givesUp, gives: gives(1) }, undefined, 'gives'),
  conditions(few(1, two, { deaths: 1 }), { takes, other: takes, gives: gives(1) }, undefined, 'takes', [
    'takes',
    'other',
  ]),
];
