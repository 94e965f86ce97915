/**
 * The program as an agent sees it over the memory that its processes share.
 *
 * There is no supervisor among processes: whoever waits looks around for the dead, after each slice of its wait, and
 * one that waits for a lock is woken by its holder's death. Who finds a dead agent sweeps: it alarms everybody that
 * waits, so that all look again, and buries the dead.
 *
 * One agent sweeps at a time, by SWEEPER, which names it; one that finds another there leaves it to that one, unless
 * it is dead. A burial begun by one that died is done again from where it is: each reference is struck out before it is
 * given back, each chunk of the table is passed before it is freed, and the slot is free last of all, so that a death
 * in between leaks a block at most and never gives one back twice.
 *
 * @module
 */

import { abroad } from '../agent/primitive.ts';
import { Program } from '../agent/program.ts';
import {
  agents,
  freeSlot,
  gone,
  HEADER,
  releaseHoldings,
  SLICE_MS,
  SLOT,
  slotAddress,
  type AgentId,
  type ProcessWords,
} from '../memory/index.ts';
import type { Libc } from '../posix/libc.ts';
import { tagOf } from '../posix/segment.ts';
import { Lines } from './lines.ts';
import { ProcessBells } from './process-bells.ts';

/** Half of a blocking wait's slice: on top comes what else the event loop does, and a death is found in 110 ms. */
const ROUND_MS = SLICE_MS / 2;

export class ProcessProgram extends Program {
  declare readonly words: ProcessWords;
  readonly libc: Libc;

  constructor(threads: Program, libc: Libc, words: ProcessWords, me: AgentId) {
    const { host } = threads;
    const tag = tagOf(words);
    const lines = new Lines(threads, libc, tag);
    super(host, words, me, tag, (service) => {
      const around = { look: () => this.lookAround(), every: ROUND_MS };
      return new ProcessBells(words, me, service, host, lines, around);
    });
    this.libc = libc;
  }

  standInFor(value: object): object | undefined {
    return abroad(value);
  }

  override lookAround(): void {
    this.words.watchRoot();
    this.sweep();
  }

  /** Buries whoever is dead. */
  sweep(): void {
    const { words, me } = this;
    const dead = [...agents(words)].filter((id) => gone(words, id));
    if (dead.length === 0) return;
    const sweeper = words.compareExchange(HEADER.sweeper, 0, me);
    if (sweeper !== 0) {
      if (!gone(words, sweeper) || words.compareExchange(HEADER.sweeper, sweeper, me) !== sweeper) return;
    }
    try {
      // First: that they are dead does not depend on their burial.
      this.bells.alarm();
      for (const id of dead) this.#bury(id);
    } finally {
      words.store(HEADER.sweeper, 0);
    }
  }

  #bury(id: AgentId): void {
    const { words, blocks } = this;
    const slot = slotAddress(id);
    // Another sweeper was here first.
    if (![...agents(words)].includes(id)) return;
    const first = words.load(slot + SLOT.holdings);
    if (first !== 0) blocks.meet(first);
    releaseHoldings(
      words,
      blocks,
      first,
      (at) => this.letGo(at),
      (chunk) => words.store(slot + SLOT.holdings, chunk),
    );
    freeSlot(words, id);
  }
}
