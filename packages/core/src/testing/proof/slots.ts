import type { Body, Limits } from '../../explore/index.ts';
import { claimSlot, enterStock, freeSlot, gone, inStock, park, takeFromStock } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { proof, type Proof } from './proof.ts';

type Shared = Record<never, never>;

const claims: Body<Shared> = (_shared, { words, note }) => {
  note(claimSlot(words));
};

const claimsAndFrees: Body<Shared> = (_shared, { words }) => {
  const id = claimSlot(words);
  if (gone(words, id)) throw new Error('claimed, and gone');
  freeSlot(words, id);
  if (!gone(words, id)) throw new Error('freed, and not gone');
};

const stocks: Body<Shared> = (_shared, { words }) => {
  const id = claimSlot(words);
  enterStock(words, id);
  park(words, id);
};

const takes: Body<Shared> = (_shared, { words, note }) => {
  const id = takeFromStock(words);
  if (id !== 0) note(id);
  if (id !== 0 && inStock(words, id)) throw new Error('taken, and in the stock');
};

function slots(limits: Limits, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  return proof<Shared>('slots', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: () => ({}),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(_shared, _self, notes) {
      const ids = notes.map(({ what }) => what[0]);
      equal('nobody twice', new Set(ids).size, ids.length);
    },
  });
}

export const slotProofs: readonly Proof[] = [
  slots({}, { claims, other: claims }),
  slots({}, { claims, claimsAndFrees }),
  slots({}, { claimsAndFrees, other: claimsAndFrees }),
  slots({ preemptions: 2 }, { stocks, takes, other: takes }),
  slots({ preemptions: 2 }, { claims, other: claims, claimsAndFrees }),
  slots({ deaths: 1 }, { claimsAndFrees, claims }, 'claimsAndFrees'),
  slots({ preemptions: 2, deaths: 1 }, { stocks, takes, other: takes }, 'takes'),
];
