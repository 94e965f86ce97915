/**
 * One agent of an exploration, which can be taken back to any point of its life.
 *
 * JavaScript has no way to put a running function aside, so an agent that is interrupted is given up: its next
 * operation throws SUSPEND, and nothing that its code does while it unwinds has an effect. When it is its turn again
 * its code runs from the beginning, with the results that its operations had then, up to where it was. So the code
 * under exploration is the very code that runs, unchanged: constructors, callbacks, private fields and promises too.
 * (The other way that was tried, a source transform that makes every function a generator, explored as many schedules a
 * second, and none of those four.) What an agent does must follow from its arguments and its operations alone; where
 * it does not, the operations differ from those that were written down, and the exploration says so.
 *
 * @module
 */

import type { WaitResult } from '../memory/index.ts';
import type { ExploredMemory } from './explored-memory.ts';
import type { Operator, Views } from './explored-words.ts';
import { STATES, type AgentMoment, type AgentState, type Entry } from './agent-moment.ts';
import { EventLoop } from './event-loop.ts';
import { Hash, mixValue } from './hash.ts';
import { NotDeterministic } from './not-deterministic.ts';
import { RESUME, START, type Operation } from './operations.ts';

/** Thrown through an agent's code to interrupt it. */
export const SUSPEND: unique symbol = Symbol('suspend');

/** What an agent asks of the exploration that it is in. */
export interface Stage {
  /** Whether the agent goes on now with this operation; if not, it will be asked to at another time. */
  goesOn(agent: ExploredAgent): boolean;
  /** Does the operation; ASLEEP when its result comes later. */
  perform(agent: ExploredAgent, operation: Operation): unknown;
  readonly clock: number;
  readonly memory: ExploredMemory;
  noted(agent: ExploredAgent, note: readonly unknown[]): void;
}

export class ExploredAgent implements Operator {
  readonly index: number;
  readonly name: string;
  readonly mortal: boolean;
  /** Whether its event loop goes on after its body, for as long as it has timers: the reaper's does. */
  readonly lingers: boolean;
  /** Everything that happened before where it is now. */
  readonly history: Hash = new Hash();
  /** Everything that its code was told, from which follows where it is. */
  readonly #told: Hash = new Hash();
  readonly #stage: Stage;
  /** Makes the agent's code anew, for a run from the beginning. */
  readonly #body: (agent: ExploredAgent) => unknown;
  state: AgentState = 'ready';
  pending: Operation = START;
  /** How often it has done the same thing in vain, and which. */
  rounds = 0;
  last: Operation | undefined;
  failure: unknown;
  /** What its history was when it last could have died. */
  mourned = -1;
  /** The bound of the wait that it sleeps in. */
  until: number = Infinity;
  /** The line of source that is at the pending operation, where somebody watches. */
  source = '';
  #entries: Entry[] = [];
  #replayed = 0;
  #notes = 0;
  #noted = 0;
  #mode: 'off' | 'on' | 'suspended' = 'off';
  readonly #loop: EventLoop = new EventLoop();
  #activity = 0;
  /** The picture that plain memory shows at present, and that of the beginning. */
  #shown = -1;
  #first = -1;

  constructor(
    index: number,
    { name, mortal, lingers }: { readonly name: string; readonly mortal: boolean; readonly lingers: boolean },
    stage: Stage,
    body: (agent: ExploredAgent) => unknown,
  ) {
    this.index = index;
    this.name = name;
    this.mortal = mortal;
    this.lingers = lingers;
    this.#stage = stage;
    this.#body = body;
  }

  /** Back to the beginning of its life; a dormant one begins it when it is called for. */
  reset(dormant: boolean): void {
    this.state = dormant ? 'ended' : 'ready';
    this.pending = START;
    this.rounds = 0;
    this.last = undefined;
    this.mourned = -1;
    this.failure = undefined;
    this.until = Infinity;
    this.#entries = [];
    this.#noted = 0;
    this.#mode = 'off';
    this.#loop.reset();
    this.history.reset(this.index);
    this.#told.reset(this.index);
  }

  moment(): AgentMoment {
    const { state, pending, rounds, last, mourned, until } = this;
    return {
      state,
      pending,
      rounds,
      last,
      mourned,
      until,
      noted: this.#noted,
      first: this.#first,
      history: new Hash().set(this.history),
      told: new Hash().set(this.#told),
      entries: this.#entries.length,
      entry: this.#entries.at(-1),
      loop: this.#loop.moment(),
    };
  }

  /** Back to a moment of this schedule: what was written down since then is forgotten. */
  back({ history, told, noted, first, entries, entry, loop, ...rest }: AgentMoment): void {
    Object.assign(this, rest);
    this.failure = undefined;
    this.#noted = noted;
    this.#first = first;
    this.history.set(history);
    this.#told.set(told);
    this.#entries.length = entries;
    if (entry !== undefined) this.#entries[entries - 1] = entry;
    this.#mode = 'off';
    this.#loop.back(loop);
  }

  /** Mixes in where it is. Of one that runs no more that is all that there is to say. */
  mixInto(key: Hash): void {
    key.mix(STATES.indexOf(this.state));
    if (this.state === 'ended' || this.state === 'dead') return;
    key.mixHash(this.#told).mix(this.rounds);
    if (this.state === 'asleep' && this.until !== Infinity) key.mix(this.until);
    this.#loop.mixInto(key);
  }

  /** The code's operation: told from what was written down, or done, or put off. */
  operate(operation: Operation): unknown {
    this.#activity += 1;
    if (this.#mode !== 'on') throw SUSPEND;
    const entry = this.#entries[this.#replayed];
    if (entry !== undefined) return this.#replay(entry, operation);
    this.pending = operation;
    if (!this.#stage.goesOn(this)) {
      this.#mode = 'suspended';
      throw SUSPEND;
    }
    return this.#perform();
  }

  /** While the agent is taken back to where it was, memory is what it was then, and its writes have been made. */
  views(): Views {
    const { memory } = this.#stage;
    if (this.#mode !== 'on') return memory;
    if (this.#replayed >= this.#entries.length) {
      memory.plain = true;
      this.#told.mixHash(this.history);
      return memory;
    }
    const picture = this.#replayed === 0 ? this.#first : (this.#entries[this.#replayed - 1] as Entry).picture;
    if (picture !== this.#shown) {
      memory.look(picture);
      this.#shown = picture;
    }
    return memory.past;
  }

  #replay(entry: Entry, { name, at }: Operation): unknown {
    if (entry.what !== name || entry.at !== at) {
      throw new NotDeterministic(
        `${this.name} did ${entry.what} at word ${entry.at} and, from the same beginning, ${name} at word ${at}: what is ` +
          'explored must follow from its arguments and its operations alone (no random numbers, no clock, no state of its own)',
      );
    }
    this.#replayed += 1;
    return name === 'waitAsync' ? this.#ticketOf(entry.result) : entry.result;
  }

  /** Does the pending operation, of code that is at it. */
  #perform(): unknown {
    const { pending } = this;
    const result = this.#do(pending);
    if (result !== undefined)
      return pending.name === 'waitAsync' ? this.#ticketOf(result.value) : result.value;
    this.#mode = 'suspended';
    throw SUSPEND;
  }

  #do(operation: Operation): { readonly value: unknown } | undefined {
    const value = this.#stage.perform(this, operation);
    if (this.state === 'asleep') return undefined;
    this.#write(operation.name, operation.at, value);
    return { value };
  }

  #write(what: Entry['what'], at: number, result: unknown): void {
    this.#entries.push({ what, at, result, picture: this.#stage.memory.picture() });
    mixValue(this.#told.mix(what.length).mix(at), result);
    if (this.#mode === 'on') this.#replayed = this.#entries.length;
  }

  /** Lets the agent take its next step and go on for as long as the stage lets it. */
  step(): void | Promise<void> {
    const { pending } = this;
    if (pending === START) {
      this.#first = this.#stage.memory.picture();
      this.history.mix(17);
      this.#told.mix(17);
    } else if (pending === RESUME) {
      const woken = this.#entries.pop() as Entry;
      this.#entries.push({ ...woken, picture: this.#stage.memory.picture() });
      this.history.mix(17);
      this.#told.mix(17);
    } else if (this.#do(pending) === undefined) return;
    return this.#run();
  }

  /** It is woken from the wait that it sleeps in. */
  wake(result: WaitResult, by: Hash | undefined): void {
    this.#write('wait', this.pending.at, result);
    if (by !== undefined) this.history.mixHash(by);
    this.history.mix(result.length);
    this.state = 'ready';
    this.pending = RESUME;
    this.until = Infinity;
  }

  /** What it waited for without blocking has come; it will hear of it when its event loop runs. */
  heard(ticket: number, by: Hash): void {
    this.#loop.heard(ticket);
    this.history.mixHash(by);
  }

  /** The ticket that its event loop could deliver now. */
  get deliverable(): number | undefined {
    return this.state === 'idle' ? this.#loop.first('heard') : undefined;
  }

  /** The ticket that could be delivered though nothing has come. */
  get open(): number | undefined {
    return this.state === 'idle' ? this.#loop.first('waiting') : undefined;
  }

  /** When its next timer is due; undefined when it has none or cannot hear it. */
  get nextTimer(): number | undefined {
    return this.state === 'idle' ? this.#loop.due : undefined;
  }

  /** Its event loop delivers what came for a ticket. */
  deliver(ticket: number): void | Promise<void> {
    this.history.mix(ticket).mix(7);
    this.#write('hear', ticket, undefined);
    return this.#run();
  }

  /** Its event loop runs the timer that is due first. */
  expire(): void | Promise<void> {
    const timer = this.#loop.timerAt(this.nextTimer);
    this.history.mix(timer).mix(11);
    this.#write('expire', timer, undefined);
    return this.#run();
  }

  die(): void {
    this.history.mix(13);
    this.state = 'dead';
    this.#mode = 'suspended';
  }

  now(): number {
    if (this.#mode !== 'on') return this.#stage.clock;
    const entry = this.#entries[this.#replayed];
    if (entry?.what === 'now') {
      this.#replayed += 1;
      return entry.result as number;
    }
    const { clock } = this.#stage;
    this.#write('now', 0, clock);
    this.history.mix(clock);
    return clock;
  }

  /** Writes something down for the check at the end, once however often the code runs. */
  note(note: readonly unknown[]): void {
    if (this.#mode !== 'on') return;
    this.#notes += 1;
    if (this.#notes <= this.#noted) return;
    this.#noted = this.#notes;
    this.#stage.noted(this, note);
  }

  setTimer(callback: () => void, ms: number): number {
    this.#activity += 1;
    return this.#loop.setTimer(this.now() + ms, callback, this.#mode === 'on');
  }

  clearTimer(timer: number): void {
    this.#loop.clearTimer(timer);
  }

  /** Runs what its event loop was given; what it throws is the agent's failure, but for SUSPEND. */
  turn(callback: () => void): void {
    this.#activity += 1;
    if (this.#mode !== 'on') return;
    try {
      callback();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error === SUSPEND || this.#mode === 'suspended') return;
    this.failure ??= { thrown: error };
  }

  #ticketOf(result: unknown): Promise<unknown> | undefined {
    return result === undefined ? undefined : this.#loop.promiseOf(result as number);
  }

  get nextTicket(): number {
    return this.#loop.nextTicket;
  }

  #run(): void | Promise<void> {
    this.#mode = 'on';
    this.state = 'ready';
    this.#replayed = 0;
    this.#shown = -1;
    this.#notes = 0;
    this.#loop.rerun();
    let outcome: unknown;
    try {
      outcome = this.#body(this);
    } catch (error) {
      this.#failed(error);
    }
    if (typeof outcome === 'object' && outcome !== null && 'then' in outcome) {
      return this.#settle(outcome as Promise<unknown>);
    }
    this.#rest(true);
  }

  async #settle(outcome: Promise<unknown>): Promise<void> {
    let done = false;
    outcome.then(
      () => (done = true),
      (error: unknown) => {
        done = true;
        this.#failed(error);
      },
    );
    await this.#quiet();
    for (let entry = this.#delivery(); entry !== undefined; entry = this.#delivery()) {
      this.#replayed += 1;
      this.#redeliver(entry);
      await this.#quiet();
    }
    this.#rest(done);
  }

  #delivery(): Entry | undefined {
    const entry = this.#entries[this.#replayed];
    if (this.#mode !== 'on' || this.failure !== undefined) return undefined;
    return entry?.what === 'hear' || entry?.what === 'expire' ? entry : undefined;
  }

  #redeliver({ what, at }: Entry): void {
    const told = what === 'hear' ? this.#loop.answer(at) : [this.#loop.runOut(at)];
    for (const listener of told) this.turn(listener);
  }

  /** Until its promises have nothing more to do: so many turns of them in a row in which it did nothing. */
  async #quiet(): Promise<void> {
    for (let still = 0; still < 24;) {
      const before = this.#activity;
      await undefined;
      still = this.#activity === before ? still + 1 : 0;
    }
  }

  #rest(done: boolean): void {
    if (this.#mode !== 'on') return;
    this.#mode = 'off';
    const ended = this.failure !== undefined || (done && !(this.lingers && this.#loop.due !== undefined));
    this.state = ended ? 'ended' : 'idle';
  }
}
