import { BrokenBarrierError } from '../../errors.ts';
import type { Body } from '../../explore/index.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { Barrier } from '../../threading/index.ts';
import { equal } from './inside.ts';
import { few, proof, two, type Bounds, type Proof } from './proof.ts';

interface Shared {
  readonly barrier: Barrier;
  readonly arrived: Address;
}

const blocks =
  (rounds: number): Body<Shared> =>
  ({ barrier, arrived }, { words, name }) => {
    for (let round = 1; round <= rounds; round += 1) {
      words.add(arrived, 1);
      barrier.waitSync();
      const seen = words.load(arrived);
      if (seen < round * barrier.parties)
        throw new Error(`${name} passed round ${round} when ${seen} had come`);
    }
  };

const awaits: Body<Shared> = async ({ barrier, arrived }, { words, name }) => {
  words.add(arrived, 1);
  await barrier.wait();
  const seen = words.load(arrived);
  if (seen < barrier.parties) throw new Error(`${name} passed when ${seen} had come`);
};

/** Passes or finds it broken, and notes which. */
const mayBreak =
  (timeout: number): Body<Shared> =>
  ({ barrier }, { note }) => {
    try {
      barrier.waitSync({ timeout });
      note('passed');
    } catch (error) {
      if (!(error instanceof BrokenBarrierError)) throw error;
      note('broken');
    }
  };

const aborts: Body<Shared> = ({ barrier }) => barrier.abort();

function barriers(
  limits: Bounds,
  parties: number,
  agents: Record<string, Body<Shared>>,
  mortal?: string,
): Proof {
  return proof<Shared>('Barrier', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program }) => ({
      barrier: new Barrier(parties),
      arrived: program.blocks.allocate(KIND.bytes, 1),
    }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check({ barrier }, _self, notes) {
      const seen = new Set(notes.map(({ what }) => what[0]));
      if (mortal === undefined) equal('all pass or none', seen.size <= 1, true);
      if (seen.has('broken')) equal('broken', barrier.broken, true);
      else if (mortal === undefined && !('aborts' in agents))
        equal('waiting', [barrier.waiting, barrier.broken], [0, false]);
    },
  });
}

const patient = mayBreak(2 ** 29);

export const barrierProofs: readonly Proof[] = [
  barriers(few(3, {}), 2, { blocks: blocks(1), other: blocks(1) }),
  barriers(few(3, {}), 2, { blocks: blocks(1), awaits }),
  barriers({ preemptions: 2 }, 2, { twice: blocks(2), other: blocks(2) }),
  barriers({ preemptions: 2 }, 3, { blocks: blocks(1), other: blocks(1), awaits }),
  barriers(few(2, {}, { timeouts: 1 }), 2, { impatient: mayBreak(10), patient }),
  barriers({ preemptions: 2 }, 3, { patient, other: patient, aborts }),
  barriers(few(2, {}, { deaths: 1 }), 2, { patient, other: patient }, 'other'),
  barriers(few(1, two, { timeouts: 1 }), 3, { impatient: mayBreak(10), patient, other: patient }),
  barriers(few(0, two, { deaths: 1 }), 3, { patient, other: patient, third: patient }, 'third'),
];
