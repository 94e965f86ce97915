import type { Body } from '../../explore/index.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { few, proof, two, type Bounds, type Proof } from './proof.ts';

interface Shared {
  /** A block that several hold a reference to. */
  readonly block: Address;
}

const makesAndFrees: Body<Shared> = (_shared, { program, words, name }) => {
  const { blocks } = program;
  const [first, second] = [blocks.allocate(KIND.bytes, 1), blocks.allocate(KIND.bytes, 1)];
  if (first === second) throw new Error('one block twice');
  words.store(first, program.me);
  words.store(second, program.me);
  if (words.load(first) !== program.me) throw new Error(`${name} shares a block`);
  blocks.free(first);
  blocks.free(second);
};

const makes: Body<Shared> = (_shared, { program, words }) => {
  const block = program.blocks.allocate(KIND.bytes, 1);
  words.store(block, program.me);
  program.blocks.free(block);
};

const drops: Body<Shared> = ({ block }, { program, note }) => {
  if (!program.blocks.drop(block)) return;
  program.blocks.free(block);
  note('freed');
};

const keepsIfItCan: Body<Shared> = ({ block }, { program, note }) => {
  const { blocks } = program;
  if (!blocks.tryRetain(block)) return;
  if (blocks.kindOf(block) !== KIND.lock) throw new Error('what was kept is no longer what it was');
  if (!blocks.drop(block)) return;
  blocks.free(block);
  note('freed');
};

function blocks(
  limits: Bounds,
  /** How many hold a reference to the block, each of whom gives it back. */
  holders: number,
  agents: Record<string, Body<Shared>>,
  mortal?: string,
): Proof {
  return proof<Shared>('blocks', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program }) => {
      const block = program.blocks.allocate(KIND.lock, 1);
      for (let more = 1; more < holders; more += 1) program.blocks.retain(block);
      return { block };
    },
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(_shared, { program }, notes) {
      equal('freed', notes.length, holders > 0 ? 1 : 0);
      // The list is whole: what is made now is made of whole blocks, and none twice.
      const made = new Set([1, 2, 3, 4].map(() => program.blocks.allocate(KIND.bytes, 1)));
      equal('made', made.size, 4);
    },
  });
}

export const blockProofs: readonly Proof[] = [
  blocks({}, 0, { makes, other: makes }),
  blocks({ preemptions: 3 }, 0, { makesAndFrees, other: makesAndFrees }),
  blocks({ preemptions: 2 }, 0, { makesAndFrees, other: makesAndFrees, third: makesAndFrees }),
  blocks({ deaths: 1 }, 0, { makes, other: makes }, 'other'),
  blocks({ preemptions: 2, deaths: 1 }, 0, { makesAndFrees, other: makesAndFrees }, 'other'),
  blocks(few(1, two, { deaths: 1 }), 0, { makes, other: makes, third: makes }, 'other'),
  blocks({}, 2, { drops, other: drops }),
  blocks({}, 1, { drops, keepsIfItCan }),
];
