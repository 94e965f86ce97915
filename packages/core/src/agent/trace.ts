/**
 * What a program's agents tell of themselves while somebody traces them: who began and ended, who waited on what, who
 * held it, who woke whom.
 *
 * It is off unless the first agent's state says `traced` before the program is made; then AsyncWaits has a Trace, by which
 * everybody else finds it. Nothing is recorded where nobody waits: a wait is written down when it is about to sleep, a lock's
 * holder when somebody waits for it, a release when it finds that others wait. So the paths on which a primitive is fast
 * have not one instruction more, traced or not, and the slow ones, before they make a system call, look at one field. The
 * price is that a lock for which nobody waits is not seen, and that one which was taken before somebody waited is seen from
 * then on. Recording each acquisition would show those too, and slow down by a multiple what it is to show.
 *
 * Each agent keeps what tells most: when a quarter of its records is used up, short waits are left out, and counted.
 *
 * @module
 */

import { AGENT_ID_MASK, type Address } from '../memory/index.ts';
import type { Program } from './program.ts';
import { BUDGET, TraceBuffer, TRACED, type TraceGiven } from './trace-buffer.ts';

/** A wait that is being recorded, or was: the next that is like it costs little. */
export interface TracedWait {
  readonly at: Address;
  readonly scope: Trace;
  readonly kind: number;
  readonly point: Address;
  readonly form: string;
  /** The block of the lock that it is for; 0 where it is for something else. */
  readonly lock: Address;
  /** What it is named by; another where the block is another's by now. */
  readonly place: Address | undefined;
  readonly known: WeakRef<object> | undefined;
}

/** From so many records on, waits shorter than so many microseconds are not kept. */
const THRESHOLDS: readonly (readonly [used: number, shortest: number])[] = [
  [150, 10_000],
  [100, 1000],
  [50, 30],
];
/** How far into a primitive's block its wait points are, at most. */
const FARTHEST = 64;
/** So many wrappers are known by their place. */
const MOST_KNOWN = 1000;
/** `Lock(counter, locked)`: what comes before the state is the name. */
const NAMED: RegExp = /^[A-Z]\w*\([^,)]+/;

type Told = Omit<TraceGiven, 'scope' | 'pid' | 'lane'>;

/** What one agent has used up, in whichever scope. */
interface Account {
  waits: number;
  wakes: number;
  readonly free: TracedWait[];
}

export class Trace {
  readonly buffer: TraceBuffer;
  readonly #program: Program;
  readonly #pid: number;
  readonly #lane: number;
  readonly #account: Account;
  readonly #wrappers: Map<Address, WeakRef<object>> = new Map();
  readonly #places: WeakMap<object, Address> = new WeakMap();
  readonly #names: WeakMap<object, string> = new WeakMap();
  #unknown: number = 0;
  #given: Address = 0;

  constructor(program: Program, buffer: TraceBuffer, pid: number, lane: number, account?: Account) {
    this.#program = program;
    this.buffer = buffer;
    this.#pid = pid;
    this.#lane = lane;
    this.#account = account ?? { waits: 0, wakes: 0, free: [] };
  }

  /** Whether what it writes is in this memory. */
  writesIn(words: Program['words']): boolean {
    return this.buffer.words === words;
  }

  /** The same agent in another scope. */
  in(program: Program): Trace {
    return new Trace(program, this.buffer, this.#pid, this.#lane, this.#account);
  }

  /** A wrapper was made, by which waits at its block are named. */
  knows(wrapper: object, at: Address): void {
    this.#places.set(wrapper, at);
    // Of thousands, such as futures, the first are the long-lived ones.
    if (this.#wrappers.has(at) || this.#wrappers.size < MOST_KNOWN) {
      this.#wrappers.set(at, new WeakRef(wrapper));
    } else {
      this.#unknown += 1;
      if (this.#unknown % MOST_KNOWN === 0) this.#forgetDead();
    }
  }

  #forgetDead(): void {
    for (const [place, known] of this.#wrappers) {
      if (known.deref() === undefined) this.#wrappers.delete(place);
    }
  }

  starts(kind: number, of: Address, agent: number, text: string): void {
    this.#mark({ kind, of, agent, text });
  }

  /** This agent runs from now on; or, in another scope, is known by this identity. */
  runs(text = ''): void {
    this.#mark({ kind: TRACED.agent, agent: this.#program.me, text });
  }

  ends(of: Address): void {
    this.#mark({ kind: TRACED.end, of });
  }

  /** A lock for which others wait is given up. */
  gives(of: Address): void {
    this.#wakeMark(TRACED.give, of);
    this.#given = of;
  }

  wakes(point: Address): void {
    if (this.#given === point) this.#given = 0;
    else this.#wakeMark(TRACED.wake, point);
  }

  /** A wait is about to sleep; `of` is the block of what it is for, or whom, where that is not where it sleeps. */
  waits(point: Address, of: Address | object | undefined, form: string): TracedWait | undefined {
    const account = this.#account;
    if (account.waits >= BUDGET) return this.buffer.leaveOut();
    const asynchronous = typeof of === 'object';
    const kind = asynchronous ? TRACED.asyncWait : TRACED.wait;
    const before = account.free.at(-1);
    if (!asynchronous && before !== undefined && this.#alike(before, kind, point, form)) {
      account.free.pop();
      account.waits += 1;
      this.buffer.reopen(before.at, kind, this.#program.words.scope, this.#holderOf(before.lock));
      return before;
    }
    const place = asynchronous ? this.#places.get(of) : this.#blockOf(of ?? point);
    const name = place === undefined ? undefined : this.#nameOf(place);
    // What the library waits for by itself is nobody's wait.
    if (asynchronous ? name === undefined : form === '') return undefined;
    const at = account.free.pop()?.at ?? this.buffer.take(kind);
    if (at === undefined) return undefined;
    account.waits += 1;
    const lock = place !== undefined && isLock(name) ? place : 0;
    const text = `${name ?? ''}\t${form}`;
    this.#write(at, { kind, point, of: place ?? point, agent: this.#holderOf(lock), text });
    return { at, scope: this, kind, point, form, lock, place, known: this.#knownAt(place) };
  }

  #alike(wait: TracedWait, kind: number, point: Address, form: string): boolean {
    return (
      wait.point === point &&
      wait.form === form &&
      wait.kind === kind &&
      wait.scope === this &&
      wait.known === this.#knownAt(wait.place)
    );
  }

  #knownAt(place: Address | undefined): WeakRef<object> | undefined {
    return place === undefined ? undefined : this.#wrappers.get(place);
  }

  waited(wait: TracedWait | undefined): void {
    if (wait === undefined) return;
    const { at, lock } = wait;
    const taken = lock !== 0 && this.#holderOf(lock) === this.#program.me;
    const lasted = this.buffer.close(at, taken);
    const account = this.#account;
    const shortest = THRESHOLDS.find(([used]) => account.waits > used)?.[1] ?? 0;
    if (lasted >= shortest) return;
    this.buffer.clear(at);
    this.buffer.leaveOut();
    account.waits -= 1;
    account.free.push(wait);
  }

  #wakeMark(kind: number, point: Address): void {
    if (this.#account.wakes >= BUDGET) return;
    const at = this.buffer.take(kind);
    if (at === undefined) return;
    this.#account.wakes += 1;
    this.#write(at, { kind, point, of: point });
  }

  #mark(told: Told): void {
    const at = this.buffer.take(told.kind);
    if (at !== undefined) this.#write(at, told);
  }

  #write(at: Address, told: Told): void {
    this.buffer.write(at, { ...told, scope: this.#program.words.scope, pid: this.#pid, lane: this.#lane });
  }

  /** 0 where it is no lock. */
  #holderOf(lock: Address): number {
    return lock === 0 ? 0 : this.#program.words.load(lock) & AGENT_ID_MASK;
  }

  /** The block that a wait point is in, of those that this agent has a wrapper of. */
  #blockOf(point: Address): Address | undefined {
    let best: Address | undefined;
    for (const at of this.#wrappers.keys()) {
      if (at <= point && point - at < FARTHEST && (best === undefined || at > best)) best = at;
    }
    return best;
  }

  #nameOf(place: Address): string | undefined {
    const wrapper = this.#wrappers.get(place)?.deref();
    if (wrapper === undefined) return undefined;
    const known = this.#names.get(wrapper);
    if (known !== undefined) return known;
    const printed = NAMED.exec(String(wrapper))?.[0];
    if (printed === undefined) return undefined;
    const name = `${printed})`;
    this.#names.set(wrapper, name);
    return name;
  }
}

function isLock(name: string | undefined): boolean {
  return name !== undefined && /^R?Lock\(/.test(name);
}

/** In the first agent of a program that is to be traced. */
export function beginTrace(program: Program): void {
  const trace = new Trace(program, TraceBuffer.make(program), 0, program.me);
  program.waits.trace = trace;
  trace.runs('MainThread');
}

/** In another agent of its process. */
export function joinTrace(program: Program, at: Address): void {
  program.blocks.meet(at);
  program.waits.trace = new Trace(program, new TraceBuffer(program.words, at), 0, program.me);
}

/** When an agent that is traced comes to the memory of processes. */
export function traceAbroad(threads: Program | undefined, processes: Program): void {
  const { trace } = threads?.waits ?? {};
  if (trace === undefined) return;
  const { buffer } = trace;
  if (buffer.abroad === 0) {
    const { at } = TraceBuffer.make(processes, buffer);
    if (!buffer.settleAbroad(at)) processes.release(at);
  }
  processes.waits.trace = trace.in(processes);
  processes.waits.trace.runs();
}

/** In a child process whose parent is traced, which has come to the memory of processes. */
export function traceChild(
  threads: Program,
  processes: Program,
  at: Address,
  pid: number,
  name: string,
): void {
  processes.blocks.meet(at);
  const trace = new Trace(threads, new TraceBuffer(processes.words, at), pid, threads.me);
  threads.waits.trace = trace;
  trace.runs(name);
  processes.waits.trace = trace.in(processes);
  processes.waits.trace.runs();
}

/** Where a child of this process writes, in the memory of processes; 0 where it is not traced. */
export function traceForChild({ words, waits: { trace } }: Program): Address {
  if (trace === undefined) return 0;
  return trace.writesIn(words) ? trace.buffer.abroad : trace.buffer.at;
}
