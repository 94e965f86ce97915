import { TimeoutError } from '../../errors.ts';
import { currentTask, defineTasks, transfer, type TaskRef } from '../../task/index.ts';
import type { Future } from '../../futures/index.ts';
import { currentProcess } from '../../multiprocessing/index.ts';
import type { SimpleQueue } from '../../queue/index.ts';
import { currentThread, type Event, getIdent, type Lock } from '../../threading/index.ts';
import { PATIENCE, sleep, spinUntil } from '../board.ts';
import { ok } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { die, ownPid, type WayToDie } from '../runtime.ts';
import { kindsOf } from '../kinds.ts';
import { specimens } from '../thread/specimens.ts';

/** What tasks say, and when: it travels by its handle, as arguments in shared memory do. */
export type Log = SimpleQueue<string>;

/** A class that travels nowhere. */
class Homebody {
  readonly x = 1;
}

/** Every copy of this module has its own. */
let calls = 0;

/** An object that cannot travel, in each of the ways there are. */
export const homebodies: Readonly<Record<string, () => unknown>> = {
  'a function': () => () => 0,
  'a symbol': () => Symbol('s'),
  'an instance of a class': () => new Homebody(),
  'a promise': () => Promise.resolve(1),
};

const bodies = {
  nothing(): void {},

  square(n: number): number {
    return n * n;
  },

  area(width: number, height: number): number {
    return width * height;
  },

  /** What it was called with. */
  given(...args: unknown[]): unknown[] {
    return args;
  },

  echo(value: unknown): unknown {
    return value;
  },

  async later(ms: number, value: unknown): Promise<unknown> {
    await sleep(ms);
    return value;
  },

  /** A thenable that is no promise. */
  odd(value: number): PromiseLike<number> {
    // oxlint-disable-next-line unicorn/no-thenable
    return { then: (done) => Promise.resolve(done?.(value) as never) };
  },

  /** Compares what arrived with what was sent, made anew here, and gives it back made anew. */
  received(name: string, value: unknown): unknown {
    const specimen = specimens[name];
    ok(specimen !== undefined, `no specimen ${name}`);
    ok(describeValue(value) === describeValue(specimen()), `${name} arrived as ${describeValue(value)}`);
    return specimen();
  },

  /** How often this copy of the module was asked, and where. */
  count(): readonly [calls: number, process: number, thread: number] {
    calls += 1;
    return [calls, ownPid(), getIdent()];
  },

  /** The name of a worker: of its thread, or of its process, of which it is the main thread. */
  whoAmI(): string {
    const { name } = currentThread();
    return name === 'MainThread' ? currentProcess().name : name;
  },

  note(log: Log, name: string): string {
    log.putNowait(name);
    return name;
  },

  async noteLater(log: Log, name: string): Promise<string> {
    await sleep(3);
    return bodies.note(log, name);
  },

  /** Keeps its worker from doing anything else until the gate opens. */
  block(gate: Event, log: Log, name: string): string {
    log.putNowait(`${name} begins`);
    ok(gate.waitSync({ timeout: PATIENCE }), 'the gate does not open');
    log.putNowait(`${name} ends`);
    return name;
  },

  /** Waits, and keeps nobody. */
  async attend(gate: Event, log: Log, name: string): Promise<string> {
    log.putNowait(`${name} begins`);
    ok(await gate.wait({ timeout: PATIENCE }), 'the gate does not open');
    log.putNowait(`${name} ends`);
    return name;
  },

  attendWith(gate: Event, log: Log, bytes: Uint8Array): Promise<string> {
    return bodies.attend(gate, log, String(bytes.length));
  },

  /** Computes for so long. */
  compute(ms: number): number {
    const end = performance.now() + ms;
    let rounds = 0;
    while (performance.now() < end) rounds += 1;
    return rounds;
  },

  /** Never ends and never pauses. */
  spin(log: Log): void {
    log.putNowait('spins');
    spinUntil(() => false, 'it is ended');
  },

  /** Never ends, and awaits all the while. */
  async linger(log: Log): Promise<void> {
    log.putNowait('lingers');
    await new Promise(() => {});
  },

  /** Waits for its own signal. */
  async heed(log: Log): Promise<string> {
    const task = currentTask();
    ok(task !== undefined, 'there is no current task');
    const stopped = new Promise<void>((resolve) => {
      task.signal.addEventListener('abort', () => resolve());
    });
    log.putNowait('heeds');
    await stopped;
    return task.signal.aborted ? 'stopped' : 'not aborted';
  },

  /** Looks at its own signal, and never awaits. */
  look(log: Log): string {
    const task = currentTask();
    log.putNowait('looks');
    spinUntil(() => task?.signal.aborted === true, 'the signal aborts');
    return 'stopped';
  },

  /** Whether there is a current task, and whether it is to stop, now and after it awaited. */
  async ownSignal(): Promise<readonly [now: boolean | undefined, later: boolean | undefined]> {
    const task = currentTask();
    const now = task?.signal.aborted;
    await sleep(1);
    return [now, task?.signal.aborted];
  },

  primitives(lock: Lock, events: readonly Event[]): { lock: Lock; made: Event } {
    lock.release();
    for (const event of events) event.set();
    const made = new (kindsOf(lock.scope).Event)({ name: 'made there' });
    return { lock, made };
  },

  homebody(what: string): unknown {
    return { a: [homebodies[what]?.()] };
  },

  sized(length: number): Uint8Array {
    const bytes = new Uint8Array(length).fill(7);
    return transfer(bytes, [bytes.buffer]);
  },

  lengthOf(bytes: Uint8Array): readonly [length: number, first: number | undefined] {
    return [bytes.length, bytes[0]];
  },

  /** Settles a future that it was given. */
  settle(future: Future<number>, value: number): void {
    future.setResult(value);
  },

  /** Ends its worker. */
  async dies(log: Log, way: WayToDie): Promise<void> {
    log.putNowait('dies');
    die(way);
    await new Promise(() => {});
  },

  /** Dies when the gate opens, at which somebody may be blocked. */
  diesAt(gate: Event, log: Log, way: WayToDie): Promise<void> {
    log.putNowait('waits');
    ok(gate.waitSync({ timeout: PATIENCE }), 'the gate does not open');
    die(way);
    return new Promise(() => {});
  },

  fail(what: string): string {
    if (what === 'timeout') throw new TimeoutError('of its own');
    return what;
  },

  /** Says its number, and from 1 on waits for the gate. */
  blockFrom([n, gate, log]: readonly [n: number, gate: Event, log: Log]): number {
    log.putNowait(String(n));
    if (n > 0) ok(gate.waitSync({ timeout: PATIENCE }), 'the gate does not open');
    return n;
  },

  attendOne(one: readonly [gate: Event, log: Log, name: string]): Promise<string> {
    return bodies.attend(...one);
  },

  noteNumber([log, n]: readonly [log: Log, n: number]): number {
    log.putNowait(String(n));
    return n;
  },

  noteAndFailOdd([log, n]: readonly [log: Log, n: number]): number {
    log.putNowait(String(n));
    return bodies.failOdd(n);
  },

  failOdd(n: number): number {
    if (n % 2 === 1) throw new RangeError(`${n} is odd`);
    return n;
  },
};

export type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const executorTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
