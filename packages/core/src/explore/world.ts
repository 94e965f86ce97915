/**
 * One schedule at a time of an exploration: who may do what next, and doing it.
 *
 * @module
 */

import { LONGEST_WAIT } from '../memory/index.ts';
import { agentOf, choiceOf, kindOf, type Choice } from './choice.ts';
import type { AgentMoment } from './agent-moment.ts';
import { STOP, type Chooser, type Ending, type Moment, type Standing, type Watcher } from './chooser.ts';
import type { ExploredAgent, Stage } from './explored-agent.ts';
import { ASLEEP, type ExploredMemory } from './explored-memory.ts';
import type { Limits, Note } from './exploration.ts';
import { Hash, mixValue } from './hash.ts';
import { NotDeterministic } from './not-deterministic.ts';
import { START, type Operation } from './operations.ts';
import { callerOf } from './source-line.ts';

/** After so many operations without effect an agent lets others go first. */
const PATIENCE = 3;
const MOST_STEPS = 2000;
/** A bit for each agent. */
const ALL = -1;

export class World implements Stage {
  readonly memory: ExploredMemory;
  agents: readonly ExploredAgent[] = [];
  /** The reaper of each mortal agent. */
  reapers: ReadonlyMap<ExploredAgent, ExploredAgent> = new Map();
  readonly limits: Limits;
  taken: Choice[] = [];
  /** How many of them this schedule has from the one before. */
  resumed = 0;
  /** Whether the chooser is asked before operations too on which nothing depends: to follow a schedule. */
  everyPoint = false;
  notes: Note[] = [];
  #is: Standing;
  /** A hash of all that was noted. */
  readonly #noted: Hash = new Hash();
  #chooser: Chooser | undefined;
  #next: Choice | typeof STOP = STOP;
  #ending: Ending | undefined;
  watch: Watcher | undefined;
  readonly #key: Hash = new Hash();

  constructor(memory: ExploredMemory, limits: Limits) {
    this.memory = memory;
    this.limits = limits;
    this.#is = beginning(limits);
  }

  get clock(): number {
    return this.#is.clock;
  }

  get preemptions(): number {
    return this.#is.preemptions;
  }

  /** Everything as it is now, while somebody chooses. */
  moment(): Moment {
    return {
      memory: this.memory.moment(),
      agents: this.agents.map((agent) => agent.moment()),
      taken: this.taken.length,
      notes: this.notes.length,
      noted: new Hash().set(this.#noted),
      standing: { ...this.#is },
    };
  }

  #back({ memory, agents, taken, notes, noted, standing }: Moment): void {
    this.memory.back(memory);
    for (const [index, agent] of this.agents.entries()) agent.back(agents[index] as AgentMoment);
    this.taken.length = taken;
    this.notes.length = notes;
    this.#noted.set(noted);
    this.#is = { ...standing };
  }

  #begin(): void {
    this.memory.restore();
    const reapers = new Set(this.reapers.values());
    for (const agent of this.agents) agent.reset(reapers.has(agent));
    this.taken = [];
    this.notes = [];
    this.#noted.reset(0);
    this.#is = beginning(this.limits);
  }

  /** Runs one schedule to its end, from the beginning or from where the one before was. */
  async run(chooser: Chooser): Promise<Ending> {
    if (chooser.from === undefined) this.#begin();
    else this.#back(chooser.from);
    this.resumed = this.taken.length;
    this.#chooser = chooser;
    this.#ending = undefined;
    this.#next = this.#choose();
    while (this.#next !== STOP) {
      const choice: Choice = this.#next;
      this.#next = STOP;
      const running = this.#act(choice);
      if (running !== undefined) await running;
      const failed = this.agents.find(({ failure }) => failure !== undefined);
      if (failed !== undefined) return this.#exception(failed);
      if (this.#ending !== undefined) break;
      if (this.#next === STOP) this.#next = this.#choose();
    }
    return this.#ending ?? { kind: 'done', message: '' };
  }

  #exception(agent: ExploredAgent): Ending {
    const { thrown } = agent.failure as { readonly thrown: unknown };
    if (thrown instanceof NotDeterministic) throw thrown;
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { kind: 'exception', message: `${agent.name} threw ${text}` };
  }

  /** Whose turn it is. */
  get current(): ExploredAgent | undefined {
    return this.agents[this.#is.current];
  }

  /** Whose code runs now, for what has no other way to know. */
  running: ExploredAgent | undefined;

  /** Ends the schedule, from within a choice. */
  end(kind: Ending['kind'], message: string): typeof STOP {
    this.#ending ??= { kind, message };
    return STOP;
  }

  goesOn(agent: ExploredAgent): boolean {
    if (this.watch !== undefined) agent.source = callerOf(new Error('here').stack);
    if (this.#commutes(agent)) {
      this.taken.push(choiceOf(agent.index, 'step'));
      return true;
    }
    this.#next = this.#choose();
    if (this.#next !== choiceOf(agent.index, 'step')) return false;
    this.#next = STOP;
    return true;
  }

  /** Whether the agent's next operation is none of anybody else's business, so that it may as well come now. */
  #commutes({ pending: { name, at }, index, mortal }: ExploredAgent): boolean {
    if (this.everyPoint || name === 'wait' || name === 'notify' || name === 'waitAsync') return false;
    if (this.#is.current !== index || this.taken.length >= (this.limits.steps ?? MOST_STEPS)) return false;
    // Where it dies, what it did before is left for the check to see, also where nobody else will.
    const others = mortal && this.#is.deaths > 0 ? ALL : this.#busy();
    return this.memory.conflicts.commutes(index, at, !name.startsWith('load'), others);
  }

  /** A bit for each agent that can still do something. */
  #busy(): number {
    let busy = 0;
    for (const agent of this.agents) {
      if (agent.state === 'ended' || agent.state === 'dead') continue;
      busy |= 1 << agent.index;
      const reaper = this.#is.deaths > 0 ? this.reapers.get(agent) : undefined;
      if (reaper !== undefined) busy |= 1 << reaper.index;
    }
    return busy;
  }

  #choose(): Choice | typeof STOP {
    if (this.taken.length >= (this.limits.steps ?? MOST_STEPS)) {
      return this.end('livelock', `nobody has come to an end after ${this.taken.length} steps`);
    }
    const choices = this.#choices();
    if (choices.length === 0) return this.#stuck();
    if (this.current?.state !== 'ready') this.#is.lost = true;
    const choice = (this.#chooser as Chooser).choose(this, choices);
    if (choice === STOP) return this.end('cut', '');
    if (this.#is.deaths > 0) for (const agent of this.agents) agent.mourned = agent.history.value;
    this.#count(choice);
    this.taken.push(choice);
    return choice;
  }

  #count(choice: Choice): void {
    const kind = kindOf(choice);
    if (kind === 'die') this.#is.deaths -= 1;
    else if (kind === 'ring') this.#is.rings -= 1;
    else if (kind === 'expire') this.#is.timeouts -= this.#anybodyCan() ? 1 : 0;
    else {
      this.#is.preemptions += this.costOf(choice);
      this.#is.current = agentOf(choice);
      this.#is.lost = false;
    }
  }

  /** 1 where the choice takes the turn from an agent that could go on. */
  costOf(choice: Choice): number {
    const kind = kindOf(choice);
    if (kind !== 'step' && kind !== 'hear') return 0;
    const { current } = this;
    if (current === undefined || this.#is.lost || current.index === agentOf(choice)) return 0;
    return current.rounds < PATIENCE ? 1 : 0;
  }

  /**
   * Whether an agent could as well have died when it could before: it has done nothing since, and nothing was done to it.
   * What others did meanwhile, they may do after its death.
   */
  isLate(choice: Choice): boolean {
    if (kindOf(choice) !== 'die') return false;
    const { history, mourned } = this.agents[agentOf(choice)] as ExploredAgent;
    return history.value === mourned;
  }

  #anybodyCan(): boolean {
    return this.agents.some(({ state, deliverable }) => state === 'ready' || deliverable !== undefined);
  }

  /** All that can happen now; first what continues the agent whose turn it is. */
  #choices(): Choice[] {
    const choices: Choice[] = [];
    const patient: ExploredAgent[] = [];
    const { current } = this;
    const consider = (agent: ExploredAgent): void => {
      if (agent.state === 'ready') {
        if (agent.rounds >= PATIENCE) patient.push(agent);
        else choices.push(choiceOf(agent.index, 'step'));
      } else if (agent.deliverable !== undefined) choices.push(choiceOf(agent.index, 'hear'));
    };
    if (current !== undefined) consider(current);
    for (const agent of this.agents) if (agent !== current) consider(agent);
    // Who follows a schedule may find steps in it before which nobody was asked whose turn it was.
    if (choices.length === 0 || this.everyPoint) {
      // Where all do in vain what they do, they do it equally often.
      const least = this.everyPoint ? Infinity : Math.min(...patient.map(({ rounds }) => rounds));
      for (const { index, rounds } of patient) if (rounds <= least) choices.push(choiceOf(index, 'step'));
    }
    if (choices.length === 0) this.#addForced(choices);
    else if (this.#is.timeouts > 0) {
      for (const agent of this.agents)
        if (dueOf(agent) !== undefined) choices.push(choiceOf(agent.index, 'expire'));
    }
    // What ends a deadlock from outside does not excuse it.
    if (choices.length === 0) return choices;
    for (const agent of this.agents) {
      if (this.#is.rings > 0 && agent.open !== undefined) choices.push(choiceOf(agent.index, 'ring'));
      if (this.#is.deaths > 0 && agent.mortal && agent.state !== 'ended' && agent.state !== 'dead') {
        choices.push(choiceOf(agent.index, 'die'));
      }
    }
    return choices;
  }

  /** When nobody else can do anything, time passes until the first can. */
  #addForced(choices: Choice[]): void {
    const dues = this.agents.map((agent) => dueOf(agent) ?? Infinity);
    const first = Math.min(...dues);
    for (const [index, due] of dues.entries())
      if (due === first && due < Infinity) choices.push(choiceOf(index, 'expire'));
  }

  daemons: ReadonlySet<string> = new Set();

  #stuck(): typeof STOP {
    const waiting = this.agents.filter(
      ({ state, lingers, name }) =>
        (state === 'asleep' || state === 'idle') && !lingers && !this.daemons.has(name),
    );
    if (waiting.length === 0) return STOP;
    const who = waiting.map((agent) =>
      agent.state === 'asleep'
        ? `${agent.name} sleeps on ${this.nameOf(agent.pending.at)}`
        : `${agent.name} awaits what nobody will ring`,
    );
    return this.end('deadlock', who.join(', '));
  }

  nameOf: (at: number) => string = (at) => `word ${at}`;

  #act(choice: Choice): void | Promise<void> {
    const agent = this.agents[agentOf(choice)] as ExploredAgent;
    this.running = agent;
    switch (kindOf(choice)) {
      case 'step':
        if (agent.pending === START) this.#bury(agent);
        return agent.step();
      case 'hear':
        this.watch?.(agent, 'hears its bell', '');
        return agent.deliver(agent.deliverable as number);
      case 'ring': {
        const ticket = agent.open as number;
        this.watch?.(agent, 'hears its bell, which nobody rang', '');
        this.memory.leave(agent.history, agent.index, ticket);
        return agent.deliver(ticket);
      }
      case 'expire':
        return this.#expire(agent);
      case 'die':
        return this.#die(agent);
    }
  }

  #expire(agent: ExploredAgent): void | Promise<void> {
    this.#is.clock = Math.max(this.clock, dueOf(agent) as number);
    if (agent.state === 'asleep') {
      this.memory.leave(agent.history, agent.index, undefined);
      agent.wake('timed-out', undefined);
      this.watch?.(agent, 'wakes', 'timed-out');
      return undefined;
    }
    this.watch?.(agent, 'runs a timer', '');
    return agent.expire();
  }

  /** Its death is certain when its reaper begins: from then on it swallows nothing. */
  #bury(reaper: ExploredAgent): void {
    for (const [dead, its] of this.reapers) {
      if (its === reaper) this.memory.leave(reaper.history, dead.index, undefined);
    }
  }

  /** Where it slept it stays in the line, and may swallow a wake-up, as a worker that is being ended may. */
  #die(agent: ExploredAgent): void {
    this.watch?.(agent, 'dies', '');
    agent.die();
    const reaper = this.reapers.get(agent);
    if (reaper === undefined) return;
    reaper.reset(false);
    reaper.history.mixHash(agent.history);
  }

  perform(agent: ExploredAgent, operation: Operation): unknown {
    const { memory } = this;
    const { changes } = memory;
    let result: unknown;
    if (operation.name === 'notify') result = this.#notify(agent, operation);
    else if (operation.name === 'waitAsync') {
      const ticket = agent.nextTicket;
      result = memory.awaitChange(agent.index, agent.history, operation, ticket) ? ticket : undefined;
    } else result = memory.perform(agent.index, agent.history, operation);
    if (result === ASLEEP) {
      agent.state = 'asleep';
      const ms = operation.b as number;
      agent.until = ms >= LONGEST_WAIT ? Infinity : this.clock + ms;
    }
    this.#judge(agent, operation, memory.changes !== changes);
    this.watch?.(agent, operation, result);
    return result;
  }

  #notify(agent: ExploredAgent, operation: Operation): number {
    const woken = this.memory.wake(agent.history, operation);
    for (const { agent: index, ticket } of woken) {
      const other = this.agents[index] as ExploredAgent;
      if (other.state === 'dead') continue;
      if (ticket === undefined) other.wake('ok', agent.history);
      else other.heard(ticket, agent.history);
    }
    return woken.length;
  }

  /** Who does the same thing again and again without effect is to wait for others. */
  #judge(agent: ExploredAgent, operation: Operation, effect: boolean): void {
    const { last } = agent;
    agent.last = operation;
    if (effect) for (const other of this.agents) other.rounds = 0;
    else if (last !== undefined && last.name === operation.name && last.at === operation.at)
      agent.rounds += 1;
    else agent.rounds = 0;
  }

  noted(agent: ExploredAgent, what: readonly unknown[]): void {
    this.notes.push({ agent: agent.name, what });
    mixValue(this.#noted.mix(agent.index), what);
  }

  /**
   * A number that is equal where what can follow is equal, but for whose turn it is: where memory is the same, its lines
   * of sleepers too, and every agent's code was told the same, so that it is at the same place with the same variables. How
   * it came to that does not count, but for agents that read plainly, which count as told all that happened before.
   */
  get key(): number {
    const key = this.#key.reset(this.#is.timeouts).mix(this.#is.deaths).mix(this.#is.rings).mix(this.clock);
    key.mixHash(this.#noted);
    this.memory.mixInto(key);
    for (const agent of this.agents) agent.mixInto(key);
    return key.value;
  }

  /** After `key`: the same, and whose turn it is to lose; undefined where nobody's. */
  get turnKey(): number | undefined {
    return this.#is.lost ? undefined : this.#key.mix(this.#is.current).value;
  }
}

function beginning({ timeouts = 0, deaths = 0, rings = 0 }: Limits): Standing {
  return { clock: 0, preemptions: 0, current: -1, lost: false, timeouts, deaths, rings };
}

/** When time ends what an agent waits for. */
function dueOf({ state, until, nextTimer }: ExploredAgent): number | undefined {
  return state !== 'asleep' ? nextTimer : until === Infinity ? undefined : until;
}
