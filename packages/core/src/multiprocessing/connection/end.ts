/**
 * An end of a pipe in shared memory: a block of its own, so that what counts the holders of any block counts who has it.
 *
 * The words: IN and OUT, the lanes by which messages come and go (0 where there is none), OTHER and its generation, the
 * block of the other end. They are written before anybody else knows the block, and never change. An end holds one
 * reference to each of its lanes, and none to the other end.
 *
 * Invariant: an end is held while its block has a reference: an agent's, or of a message that it is on its way in. The
 * last to go closes both lanes and wakes who waits there, so that the other end is told what is left and then the end of
 * it. Should that one die first, the count says it all the same: whoever finds nothing to do at a lane asks whether the
 * other end is held, and waits among processes are slices.
 *
 * @module
 */

import { registerParts, type Program } from '../../agent/program.ts';
import { wakeAll } from '../../agent/wait-point.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { Inbox } from '../../queue/inbox.ts';
import { layQueue } from '../../queue/lay-queue.ts';
import { FIFO, QUEUE } from '../../queue/layout.ts';
import { giveBack } from '../../queue/parcel.ts';
import { Ring } from '../../queue/ring.ts';
import { OK, SEEN } from '../../queue/store.ts';

export const END: {
  readonly in: Address;
  readonly out: Address;
  readonly other: Address;
  readonly otherGeneration: Address;
} = { in: 0, out: 1, other: 2, otherGeneration: 3 };
const END_WORDS = 4;

/** So much may be on its way in one direction; a longer message is, alone. */
const LANE_BYTES = 2 ** 18;

/** Two ends that are connected: by `there` what the first sends reaches the second, by `back` the other way. */
export function layEnds(program: Program, there: boolean, back: boolean): readonly [Address, Address] {
  const { words, blocks } = program;
  const lane = (wanted: boolean): Address => {
    if (!wanted) return 0;
    const at = layQueue(program, FIFO, 'Pipe', { maxBytes: LANE_BYTES });
    blocks.retain(at);
    return at;
  };
  const [going, coming] = [lane(there), lane(back)];
  const [first, second] = [blocks.allocate(KIND.end, END_WORDS), blocks.allocate(KIND.end, END_WORDS)];
  const fill = (at: Address, inward: Address, outward: Address, other: Address): void => {
    words.store(at + END.in, inward);
    words.store(at + END.out, outward);
    words.store(at + END.other, other);
    words.store(at + END.otherGeneration, blocks.handle(other).generation);
  };
  fill(first, coming, going, second);
  fill(second, going, coming, first);
  return [first, second];
}

/** When nobody has an end any more: nothing is sent by it, and what was sent to it is nobody's. */
function parts(program: Program, at: Address): Address[] {
  const { words, blocks } = program;
  const [inward, outward] = [words.load(at + END.in), words.load(at + END.out)];
  for (const lane of [outward, inward]) {
    if (lane === 0) continue;
    blocks.meet(lane);
    const ring = new Ring(program, lane);
    ring.close();
    if (lane === inward) empty(program, ring);
    wakeAll(program, lane + QUEUE.puts);
    wakeAll(program, lane + QUEUE.gets);
  }
  return [inward, outward].filter((lane) => lane !== 0);
}

/** Else an end that is in there would seem to be held. */
function empty(program: Program, ring: Ring): void {
  const inbox = new Inbox();
  for (;;) {
    const outcome = ring.take(inbox);
    if (outcome === SEEN) {
      if (ring.settle(inbox)) giveBack(program, inbox.handles);
    } else if (outcome !== OK) return;
  }
}

registerParts(KIND.end, parts);
