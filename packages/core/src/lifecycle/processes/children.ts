/**
 * The child processes of this program, in the one agent that starts them all: the supervisor.
 *
 * Why there. What a parent's death does to its children is bound to the thread that started them: the signal of
 * PR_SET_PDEATHSIG comes when that thread ends. And a child's end is told to the event loop of the thread that started
 * it. The first agent lives long enough, but runs user code: while it blocks in `joinSync` it could neither start a
 * child for another thread nor see one end. The supervisor lives as long as the program, starts nothing but workers and
 * children, and never blocks. Tried on Node 26, Deno 2.9 and Bun 1.4: from their supervisor, with the first agent in
 * `Atomics.wait`, children of all three runtimes start, are written to, and their ends are seen; and one that asked to
 * die with the thread that started it lives on for longer than Deno and Tokio keep an idle thread of their own.
 *
 * @module
 */

import { processMemory } from '../../agent/process-memory.ts';
import type { Program } from '../../agent/program.ts';
import { wakeAll } from '../../agent/wait-point.ts';
import type { Host } from '../../host/host.ts';
import type { ChildOrder, SpawnOrder, SystemHost } from '../../host/system-host.ts';
import type { Address } from '../../memory/index.ts';
import { LISTED, type Launch, type ListChildren, type ToChildren } from '../messages.ts';
import { asError } from '../as-error.ts';
import { Child, type Outcome } from './child.ts';
import { endChild, isDismissedChild, refuseChild, runChild } from './child-record.ts';
import { Standbys } from './standbys.ts';
import { argsOf } from './start-frame.ts';

/** How long a daemonic child may take to end when the program does, before it is killed; in milliseconds. */
const GRACE_MS = 1000;

export class Children {
  readonly #program: Program;
  readonly #system: SystemHost;
  readonly #standbys: Standbys;
  readonly #later: (act: () => void) => void;
  readonly #living: Map<Address, Child> = new Map();

  /** What needs a latch is done `later`, when it is free. */
  constructor(program: Program, later: (act: () => void) => void) {
    this.#program = program;
    this.#later = later;
    const { host } = program;
    this.#system = (host as Host & { readonly system: SystemHost }).system;
    this.#standbys = new Standbys(host, this.#system);
  }

  receive(message: ToChildren): void {
    switch (message.type) {
      case 'launch':
        return this.#launch(message);
      case 'prepare':
        return this.#prepare(message.order);
      case 'signal':
        return this.#living.get(message.record)?.signal(message.signal);
      case 'children':
        return this.#list(message);
      case 'finish':
        return this.#finish();
    }
  }

  #launch({ record, order, standby, frame }: Launch): void {
    this.#program.blocks.meet(record);
    const giveUp = (): void => this.#later(() => processMemory().giveUp(argsOf(frame)));
    let child: Child;
    try {
      const whole = this.#whole(order);
      child = standby ? this.#standbys.take(whole) : new Child(this.#system, whole, 'spawn');
    } catch (error) {
      giveUp();
      return this.#end(record, asError(error));
    }
    this.#living.set(record, child);
    child.onGone = (outcome): void => this.#bury(record, outcome);
    child.onUntaken = giveUp;
    if (child.pid === undefined) return;
    child.begin(frame);
    runChild(this.#program, record, child.pid);
  }

  #prepare(order: ChildOrder): void {
    try {
      this.#standbys.prepare(this.#whole(order));
    } catch {
      // The first start says what is wrong.
    }
  }

  /**
   * With the segment, which is made here, so that its program ends with this agent and this agent with the process. Without
   * one there are no foreign functions either, by which a child would ask the system to end with its parent.
   */
  #whole(order: ChildOrder): SpawnOrder {
    const segment = processMemory().descriptor();
    return { ...order, ...(segment === undefined ? this.#system.bound(order) : {}), segment };
  }

  /** Answers with the records of all living children, each with a reference for whoever asked. */
  #list({ answer, room }: ListChildren): void {
    const { words, blocks } = this.#program;
    blocks.meet(answer);
    const records = [...this.#living.keys()];
    if (records.length <= room) {
      records.forEach((record, index) => {
        blocks.retain(record);
        words.store(answer + LISTED + index, record);
      });
    }
    words.store(answer, records.length + 1);
    wakeAll(this.#program, answer);
  }

  /** The program has nothing left to do but to wait for its children: those that it would not wait for end. */
  #finish(): void {
    for (const [record, child] of this.#living) {
      if (!isDismissedChild(this.#program, record)) continue;
      child.signal('SIGTERM');
      setTimeout(() => this.#living.get(record)?.signal('SIGKILL'), GRACE_MS);
    }
  }

  /** What it held is free before anybody hears that it has ended. */
  #bury(record: Address, outcome: Outcome): void {
    if (!this.#living.delete(record)) return;
    this.#later(() => processMemory().died());
    this.#end(record, outcome);
  }

  #end(record: Address, outcome: Outcome): void {
    this.#later(() => {
      if (typeof outcome === 'number') endChild(this.#program, record, outcome);
      else refuseChild(this.#program, record, outcome);
    });
  }
}
