/**
 * What an RLock is made of: a barging mutex, and beside it how deep and by which flow it is held.
 *
 * Words: the state of the barging mutex (0, or the holder's identity; SCOPED when a flow holds it), DEPTH, FLOW (the
 * number of the flow, 0 when the thread itself holds it) and LAST, the last number given to a flow.
 *
 * DEPTH and FLOW belong to the holder: they are written after the state names it and before the state is 0 again. So
 * a death at any point leaves a state that names the dead, and whoever takes the lock over writes both anew; what the
 * dead had written, or half written, is never read. LAST only rises, so a flow whose `run` is over is not taken for
 * the one that holds it now. Everything about waiting is the barging mutex's.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { waitSync } from '../agent/wait-point.ts';
import { AGENT_ID_MASK, type Address } from '../memory/index.ts';
import { BARGING_WORDS, BargingMutex, isOpen } from './barging-mutex.ts';
import { isInside, knowsFlows } from './flows.ts';
import { ABANDONED, holderOf, SCOPED } from './mutex.ts';
import type { Hold, Waitable } from './waitable.ts';

const DEPTH: number = BARGING_WORDS;
const FLOW: number = BARGING_WORDS + 1;
const LAST: number = BARGING_WORDS + 2;
export const REENTRANT_WORDS: number = BARGING_WORDS + 3;

/** By whom and how deep it is to be held; what a wait frees is one too. */
interface Level extends Hold {
  readonly flags: number;
  readonly flow: number;
  depth: number;
}

export class ReentrantMutex implements Waitable {
  readonly at: Address;
  readonly #program: Program;
  readonly #mutex: BargingMutex;
  /** What flows of this thread held when they began to wait. */
  readonly #away: Set<Level> = new Set();

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
    this.#mutex = new BargingMutex(program, at);
  }

  get #state(): number {
    return this.#program.words.load(this.at);
  }

  /** Whether this thread holds it by a blocking form. */
  get heldByThread(): boolean {
    return (this.#state & (AGENT_ID_MASK | SCOPED)) === this.#program.me;
  }

  /** Whether a flow of this thread holds it. */
  get heldByFlow(): boolean {
    return (this.#state & (AGENT_ID_MASK | SCOPED)) === (this.#program.me | SCOPED);
  }

  /** The identity of its holder, 0 when it is free. */
  get holder(): number {
    return this.#state & AGENT_ID_MASK;
  }

  /** How deep it is held, by whomever. */
  get depth(): number {
    return this.holder === 0 ? 0 : Math.max(1, this.#program.words.load(this.at + DEPTH));
  }

  /** Whether its holder took it from a dead one. */
  get abandoned(): boolean {
    return (this.#state & ABANDONED) !== 0;
  }

  /** The flow that holds it, when the present one is inside; else 0. */
  presentFlow(): number {
    const flow = this.heldByFlow ? this.#program.words.load(this.at + FLOW) : 0;
    return flow !== 0 && isInside(this.#program, this.at, flow) ? flow : 0;
  }

  newFlow(): number {
    return (this.#program.words.add(this.at + LAST, 1) & 0x7fff_ffff) + 1;
  }

  /** Takes it for the thread, or one level more of it, if that needs no wait. */
  tryEnter(): boolean {
    if (!this.heldByThread) return this.#tryTake(threadLevel());
    this.#program.words.add(this.at + DEPTH, 1);
    return true;
  }

  /** Takes it for a flow, if it is free. */
  tryStart(flow: number): boolean {
    return this.#tryTake(flowLevel(flow));
  }

  /** One level more for a flow; false when the flow does not hold it. */
  reenter(flow: number): boolean {
    const { words } = this.#program;
    if (!this.heldByFlow || words.load(this.at + FLOW) !== flow) return false;
    words.add(this.at + DEPTH, 1);
    return true;
  }

  enterSync(deadline: number, asyncForm: string): boolean {
    return this.#takeSync(threadLevel(), deadline, asyncForm);
  }

  start(owner: object, flow: number, deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    return this.#take(owner, flowLevel(flow), deadline, signal);
  }

  /** Gives one of the thread's levels back; false when it has none. */
  leave(): boolean {
    if (!this.heldByThread) return false;
    this.#giveLevel();
    return true;
  }

  /** Gives one of a flow's levels back, also while a wait of that flow has freed them all. */
  finish(flow: number): void {
    if (this.heldByFlow && this.#program.words.load(this.at + FLOW) === flow) this.#giveLevel();
    else for (const level of this.#away) if (level.flow === flow) level.depth -= 1;
  }

  /** Where flows cannot be told apart, any flow of the thread whose flow holds it. */
  holds(): boolean {
    if (this.heldByThread) return true;
    return this.heldByFlow && (!knowsFlows(this.#program) || this.presentFlow() !== 0);
  }

  free(): Hold {
    const { words } = this.#program;
    const level: Level = {
      flags: this.#state & SCOPED,
      flow: words.load(this.at + FLOW),
      depth: words.load(this.at + DEPTH),
    };
    this.#away.add(level);
    this.#give();
    return level;
  }

  async retake(owner: object, hold: Hold): Promise<void> {
    await this.#take(owner, hold as Level, Infinity, undefined);
    this.#away.delete(hold as Level);
  }

  retakeSync(hold: Hold, asyncForm: string): void {
    this.#takeSync(hold as Level, Infinity, asyncForm);
    this.#away.delete(hold as Level);
  }

  /** One look of who waits for it; `announced` as wait-point.ts says. */
  #look(level: Level, announced: boolean): true | undefined {
    // Every `run` of the flow ended while it waited: nobody would ever give it back. Only a flow can find itself so,
    // and a release wakes one that blocks and every agent with flows, so no other waiter misses a wake-up by it.
    if (level.depth === 0) return true;
    if (this.#mutex.look(level.flags, announced) === undefined) return undefined;
    const { words } = this.#program;
    words.store(this.at + DEPTH, level.depth);
    words.store(this.at + FLOW, level.flow);
    return true;
  }

  #tryTake(level: Level): boolean {
    return this.#look(level, false) ?? false;
  }

  #takeSync(level: Level, deadline: number, asyncForm: string): boolean {
    const attempt = (announced: boolean): true | undefined => this.#look(level, announced);
    return (
      waitSync(this.#program, this.at, attempt, deadline, asyncForm, undefined, isOpen, holderOf) ?? false
    );
  }

  async #take(
    owner: object,
    level: Level,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (this.#tryTake(level)) return true;
    const attempt = (announced: boolean): true | undefined => this.#look(level, announced);
    const { waits } = this.#program;
    return (await waits.wait(owner, this.at, attempt, deadline, signal, waits.hope)) ?? false;
  }

  #giveLevel(): void {
    const { words } = this.#program;
    if (words.load(this.at + DEPTH) > 1) words.sub(this.at + DEPTH, 1);
    else this.#give();
  }

  #give(): void {
    const { words } = this.#program;
    words.store(this.at + DEPTH, 0);
    words.store(this.at + FLOW, 0);
    this.#mutex.give();
  }
}

function threadLevel(): Level {
  return { flags: 0, flow: 0, depth: 1 };
}

function flowLevel(flow: number): Level {
  return { flags: SCOPED, flow, depth: 1 };
}
