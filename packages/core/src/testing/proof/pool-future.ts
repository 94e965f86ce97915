import { HANDLE, type HandleData, type Traveller } from '../../agent/primitive.ts';
import { CancelledError, StateError } from '../../errors.ts';
import type { Body, Limits, Self } from '../../explore/index.ts';
import { Future } from '../../futures/index.ts';
import { inner } from '../../futures/inner.ts';
import type { Keeper } from '../../futures/keeper.ts';
import { PLACE, PLACE_WORDS, QUEUED } from '../../futures/pool/layout.ts';
import { shareFuture, skips } from '../../futures/pool/place-future.ts';
import { takerOf, tryTake, tryWithdraw } from '../../futures/pool/place-state.ts';
import { RUNNING } from '../../futures/future-state.ts';
import { laySharedFuture, settleShared } from '../../futures/shared-future.ts';
import { KIND, LONGEST_WAIT, type Address } from '../../memory/index.ts';
import { equal } from './inside.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  /** Where the task is. */
  readonly place: Address;
  /** The future, for others, once the owner has sent it. */
  readonly letter: Address;
  /** What the worker has done. */
  readonly outcome: Address;
}

const RAN = 1;
const SKIPPED = 2;
const EVERYBODY = 2 ** 31 - 1;

/** Tells those who wait for a word. */
function tell({ words }: Self, at: Address, value: number): void {
  words.store(at, value);
  words.notify(at, EVERYBODY);
}

function hear({ words }: Self, at: Address): number {
  for (let value = words.load(at); ; value = words.load(at)) {
    if (value !== 0) return value;
    words.wait(at, 0, LONGEST_WAIT);
  }
}

/** The future of the task in the place, as the pool that owns it has it. */
function owned({ place }: Shared, { program, words }: Self): Future<number> {
  const keeper: Keeper = {
    program,
    withdraw: () => tryWithdraw(words, place),
    begun: () => takerOf(words, place) !== 0,
    needsLoop: () => false,
    share: (_ticket, at) => shareFuture(program, place, at),
    spin: () => false,
  };
  const future = new Future<number>();
  inner.keep(future, keeper, 0);
  return future;
}

const send = (future: Future<number>): Address => (future as unknown as Traveller)[HANDLE]().at;

/** Sends the future to another thread while the worker may begin, and settles it as the worker says. */
const owns: Body<Shared> = (shared, self) => {
  const future = owned(shared, self);
  tell(self, shared.letter, send(future));
  if (hear(self, shared.outcome) === SKIPPED) future.cancel();
  else inner.settle(future, false, 7);
};

/** Sends the future, and cancels it itself. */
const ownsAndCancels: Body<Shared> = (shared, self) => {
  const future = owned(shared, self);
  tell(self, shared.letter, send(future));
  if (future.cancel()) return self.note('cancelled');
  if (hear(self, shared.outcome) === SKIPPED) future.cancel();
  else inner.settle(future, false, 7);
};

/** Settles what it has sent before, and may die before it has. */
const settles: Body<Shared> = ({ letter }, { program, words }) => {
  equal('settled', settleShared(program, words.load(letter), { failed: false, value: 7 }), true);
};

const works: Body<Shared> = ({ place, outcome }, self) => {
  const { program, words, note } = self;
  if (!tryTake(words, place, QUEUED, program.me)) return;
  if (skips(program, place)) return tell(self, outcome, SKIPPED);
  note('ran');
  tell(self, outcome, RAN);
};

/** The future, in the thread that it was sent to. */
function arrived({ letter }: Shared, self: Self): Future<number> {
  const at = hear(self, letter);
  const { generation } = self.program.blocks.handle(at);
  const data: HandleData = { type: 'Future', kind: KIND.future, at, generation, name: undefined, flags: 0 };
  return self.program.decode(data) as Future<number>;
}

const cancels: Body<Shared> = (shared, self) => {
  if (arrived(shared, self).cancel()) self.note('cancelled');
};

const blocks: Body<Shared> = (shared, self) => {
  try {
    self.note('got', arrived(shared, self).resultSync());
  } catch (error) {
    noteEnd(self, error);
  }
};

const awaits: Body<Shared> = async (shared, self) => {
  try {
    self.note('got', await arrived(shared, self).result());
  } catch (error) {
    noteEnd(self, error);
  }
};

function noteEnd({ note }: Self, error: unknown): void {
  if (error instanceof CancelledError) note('saw it cancelled');
  else if (error instanceof StateError) note('saw it orphaned');
  else throw error;
}

function handshakes(limits: Limits, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  return proof<Shared>('pool, sharing', limits, {
    name: `${Object.keys(agents).join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: ({ program, words, allocate }) => {
      const [place, letter, outcome] = [allocate(PLACE_WORDS), allocate(1), allocate(1)];
      words.store(place + PLACE.state, QUEUED);
      // The first agent's, which comes after the setup's own.
      if ('settles' in agents) words.store(letter, laySharedFuture(program, RUNNING, program.me + 1));
      return { place, letter, outcome };
    },
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    check(_shared, _self, notes) {
      const seen = notes.map(({ what }) => String(what[0]));
      equal('ran, and cancelled', seen.includes('ran') && seen.includes('cancelled'), false);
      for (const { what } of notes) if (what[0] === 'got') equal('got', what[1], 7);
      if (seen.includes('saw it cancelled')) equal('cancelled', seen.includes('cancelled'), true);
      if (seen.includes('saw it orphaned')) equal('orphaned', mortal, 'settles');
    },
  });
}

export const poolFutureProofs: readonly Proof[] = [
  handshakes({ preemptions: 3 }, { owns, works, cancels }),
  handshakes({ preemptions: 2 }, { owns, works, blocks }),
  handshakes({ preemptions: 3 }, { ownsAndCancels, works }),
  handshakes({ preemptions: 2 }, { ownsAndCancels, works, cancels }),
  handshakes({ preemptions: 2 }, { owns, works, cancels, blocks }),
  handshakes({ preemptions: 2, deaths: 1 }, { settles, blocks }, 'settles'),
  handshakes({ preemptions: 2, deaths: 1 }, { settles, awaits }, 'settles'),
];
