import { CancelledError, InvalidStateError, StateError, TimeoutError } from '../../errors.ts';
import type { Body, Limits } from '../../explore/index.ts';
import { Future, wait } from '../../futures/index.ts';
import { equal } from './inside.ts';
import { proof, type Proof } from './proof.ts';

interface Shared {
  readonly future: Future<number>;
}

const settles =
  (value: number): Body<Shared> =>
  ({ future }, { note }) => {
    try {
      future.setResult(value);
      note('settled', value);
    } catch (error) {
      if (!(error instanceof InvalidStateError)) throw error;
      note('late');
    }
  };

/** Does the work, unless it was cancelled or another does it. */
const works: Body<Shared> = (shared, self) => {
  const { future } = shared;
  const { note } = self;
  try {
    if (!future.setRunningOrNotifyCancel()) return note('told');
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return note('late');
  }
  note('begun');
  settles(1)(shared, self);
};

/** Says that the work begins, and leaves the result to another. */
const begins: Body<Shared> = ({ future }, { note }) => {
  try {
    if (future.setRunningOrNotifyCancel()) note('begun');
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
  }
};

const cancels: Body<Shared> = ({ future }, { note }) => {
  if (future.cancel()) note('cancelled');
};

const blocks: Body<Shared> = ({ future }, { note }) => {
  try {
    note('got', future.resultSync());
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    note('got');
  }
};

const awaits: Body<Shared> = async ({ future }, { note }) => {
  try {
    note('got', await future.result());
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    note('got');
  }
};

/** Waits with `wait`, to which a future that is cancelled has ended when whoever was to begin it knows. */
const waits: Body<Shared> = async ({ future }, { note }) => {
  const { done } = await wait([future]);
  equal('done', done.size, 1);
  note('got', future.cancelled ? undefined : future.resultSync());
};

const callsBack: Body<Shared> = async ({ future }, { note }) => {
  await new Promise<void>((resolve) => {
    future.addDoneCallback((ended) => {
      note('got', ended.cancelled ? undefined : ended.resultSync());
      resolve();
    });
  });
};

const givesUp: Body<Shared> = ({ future }, { note }) => {
  try {
    note('got', future.resultSync({ timeout: 10 }));
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    note('gave up');
  }
};

function futures(limits: Limits, agents: Record<string, Body<Shared>>, mortal?: string): Proof {
  const who = Object.keys(agents);
  return proof<Shared>('Future', limits, {
    name: `${who.join(', ')}${mortal === undefined ? '' : `; ${mortal} may die`}`,
    setup: () => ({ future: new Future<number>() }),
    agents,
    mortal: mortal === undefined ? [] : [mortal],
    // They wait for ever where the one that was to settle it is dead.
    daemons: mortal === undefined ? [] : who,
    check({ future }, _self, notes, ended) {
      const noted = (what: string): unknown[] =>
        notes.filter((note) => note.what[0] === what).map((note) => note.what[1]);
      const settled = noted('settled');
      equal('settled at most once', settled.length <= 1, true);
      if (noted('cancelled').length > 0) equal('cancelled, and settled', settled, []);
      if (future.cancelled) equal('cancelled, and begun', noted('begun'), []);
      if (!future.done) return equal('not done', mortal === undefined, false);
      for (const value of noted('got'))
        equal('got', value, future.cancelled ? undefined : future.resultSync());
      for (const name of who) if (name !== mortal) equal(`${name} ended`, ended.includes(name), true);
    },
  });
}

export const futureProofs: readonly Proof[] = [
  futures({}, { settles: settles(1), other: settles(2) }),
  futures({}, { settles: settles(1), blocks }),
  futures({ preemptions: 3 }, { settles: settles(1), awaits }),
  futures({ preemptions: 2 }, { settles: settles(1), callsBack }),
  futures({ timeouts: 1 }, { settles: settles(1), givesUp }),
  futures({}, { works, cancels }),
  futures({}, { begins, settles: settles(1) }),
  futures({ preemptions: 3 }, { works, settles: settles(2) }),
  futures({ preemptions: 2 }, { works, cancels, settles: settles(2) }),
  futures({ preemptions: 2 }, { works, cancels, blocks }),
  futures({ preemptions: 2 }, { works, cancels, awaits }),
  futures({ preemptions: 2 }, { works, cancels, waits }),
  futures({ preemptions: 2, deaths: 1 }, { works, blocks }, 'works'),
  futures({ preemptions: 2, deaths: 1 }, { settles: settles(1), awaits }, 'settles'),
];
