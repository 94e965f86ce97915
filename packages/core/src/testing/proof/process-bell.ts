import { AsyncWaits } from '../../agent/async-waits.ts';
import type { Program } from '../../agent/program.ts';
import { wakeAll, WAIT_POINT_WORDS } from '../../agent/wait-point.ts';
import type { Body, Limits, Self } from '../../explore/index.ts';
import type { Bell, Host, Rounds } from '../../host/host.ts';
import { SLOTS, type Address, type AgentId } from '../../memory/index.ts';
import { ProcessBells, type Ringer } from '../../multiprocessing/process-bells.ts';
import { proof, type Proof } from './proof.ts';

const ALL = 2 ** 31 - 1;

interface Shared {
  /** What is waited for. */
  readonly points: readonly [Address, Address];
  /** A word for each slot, which stands for the socket of its agent: how many bytes were ever sent to it. */
  readonly sockets: Address;
}

function socketOf({ sockets }: Shared, id: AgentId): Address {
  return sockets + (id & (SLOTS - 1));
}

/** The program with bells of processes, whose sockets are words. Nobody looks around: what is lost stays lost. */
function overSockets(shared: Shared, { program, words }: Self): Program {
  const ringer: Ringer = {
    nameOf: String,
    ring: (id) => {
      words.add(socketOf(shared, id), 1);
      words.notify(socketOf(shared, id), ALL);
    },
  };
  const listenBell = (_name: string, bell: Bell): void => {
    const socket = socketOf(shared, program.me);
    let read = 0;
    const hear = (): void => {
      const sent = words.load(socket);
      if (sent === read) {
        const more = words.waitAsync(socket, sent);
        if (more === undefined) hear();
        else void more.then(hear);
        return;
      }
      read = sent;
      bell.rung();
      hear();
    };
    queueMicrotask(() => {
      bell.listening();
      hear();
    });
  };
  const rounds = (): Rounds => ({ ref: () => {}, unref: () => {}, stop: () => {} });
  const host = { ...program.host, processes: { listenBell, rounds } } as unknown as Host;
  const waits = new AsyncWaits(words, host, program.me, (service) => {
    return new ProcessBells(words, program.me, service, host, ringer, { look: () => {}, every: 1 });
  });
  return Object.create(program, { waits: { value: waits }, bells: { value: waits.bells } }) as Program;
}

const awaits =
  (...indexes: readonly number[]): Body<Shared> =>
  async (shared, self) => {
    const program = overSockets(shared, self);
    for (const index of indexes) {
      const point = shared.points[index] as Address;
      await program.waits.wait({}, point, () => self.words.load(point) === 1 || undefined, Infinity);
    }
  };

const wakes =
  (...indexes: readonly number[]): Body<Shared> =>
  (shared, self) => {
    const program = overSockets(shared, self);
    for (const index of indexes) {
      const point = shared.points[index] as Address;
      self.words.store(point, 1);
      wakeAll(program, point);
    }
  };

function bells(limits: Limits, agents: Record<string, Body<Shared>>): Proof {
  return proof<Shared>('process bell', limits, {
    name: Object.keys(agents).join(', '),
    setup: ({ allocate }) => ({
      points: [allocate(WAIT_POINT_WORDS), allocate(WAIT_POINT_WORDS)],
      sockets: allocate(16),
    }),
    agents,
  });
}

export const processBellProofs: readonly Proof[] = [
  bells({}, { awaits: awaits(0), wakes: wakes(0) }),
  bells({}, { awaitsTwo: awaits(0, 1), wakesTwo: wakes(0, 1) }),
  bells({ preemptions: 2 }, { awaitsTwo: awaits(0, 1), wakes: wakes(0), other: wakes(1) }),
  bells({ preemptions: 2 }, { awaits: awaits(0), another: awaits(0), wakes: wakes(0) }),
];
