import { waitSync } from '../../agent/wait-point.ts';
import type { Body, Self } from '../../explore/index.ts';
import { KIND, type Address, type Handle } from '../../memory/index.ts';
import { Rendezvous } from '../../threading/rendezvous.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  readonly at: Address;
}

/** Waits for its round to end, however it does; gives it as it was on arrival. */
function meet(meeting: Rendezvous, { program }: Self): Handle | undefined {
  let round: Address;
  try {
    round = meeting.arrive(false, true)?.round ?? 0;
  } catch {
    return undefined;
  }
  const handle = program.blocks.handle(round);
  waitSync(program, round, () => meeting.look(round), Infinity, '');
  return handle;
}

const leaves: Body<Shared> = ({ at }, self) => {
  const meeting = new Rendezvous(self.program, at);
  const round = meet(meeting, self);
  if (round === undefined) return;
  meeting.leave(round.at);
  // Where it may die that has left.
  self.words.load(at);
};

/** Stays in its round while it settles what others have left. */
const stays: Body<Shared> = ({ at }, self) => {
  const meeting = new Rendezvous(self.program, at);
  const round = meet(meeting, self);
  if (round === undefined) return;
  meeting.abort();
  if (!self.program.blocks.is(round, KIND.waiter)) throw new Error('its round was freed before it left');
  meeting.leave(round.at);
};

const aborts: Body<Shared> = ({ at }, { program }) => new Rendezvous(program, at).abort();

/** Who died while it ended a round, and who died after it left that round, are not taken for one who was in it. */
export const roundProofs: readonly Proof[] = [
  proof<Shared>(
    'Barrier',
    // More than a pipeline has time for: the first of its schedules.
    { preemptions: 0, deaths: 2, schedules: 3000 },
    {
      name: 'a round: stays, leaves, aborts; leaves and aborts may die',
      setup: ({ program }) => ({ at: Rendezvous.allocate(program, 3) }),
      agents: { stays, leaves, aborts },
      mortal: ['leaves', 'aborts'],
    },
  ),
];
