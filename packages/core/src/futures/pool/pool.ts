/**
 * A pool, in the agent that owns it: it puts calls where workers take them, and settles their futures.
 *
 * A call's place (layout.ts) is written by the owner until it is QUEUED, by the worker that took it until it is on the
 * stack of those that are done, and then by the owner again, who alone makes it free. So a call is settled once: by its
 * result, or because it was withdrawn while it was QUEUED, or because the worker that had taken it is certainly dead and
 * did not push it. A call whose caller was told something else meanwhile (a timeout, a kill) keeps its place until then.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { traceOf } from '../../agent/print-error.ts';
import { StateError, type BrokenExecutor } from '../../errors.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { HEADER, type Address } from '../../memory/index.ts';
import { giveBack } from '../../queue/parcel.ts';
import { textOf } from '../../wire/error-fields.ts';
import type { Call, CallOptions } from '../dispatch.ts';
import { Future } from '../future.ts';
import { inner } from '../inner.ts';
import type { Keeper } from '../keeper.ts';
import type { Carriers } from './carrier.ts';
import { Crew, type Worker } from './crew.ts';
import { Definitions } from './definitions.ts';
import { FailedStarts } from './failed-starts.ts';
import { Harvest } from './harvest.ts';
import { Intake } from './intake.ts';
import { laneError } from './lane.ts';
import { ABORT, flagsOf, HANDLES, LANE, PLACE, POOL, QUEUED } from './layout.ts';
import { putPlace } from './level.ts';
import { Levels } from './levels.ts';
import { Losses } from './losses.ts';
import { PoolMemory } from './memory.ts';
import { Packer, type Packed } from './packer.ts';
import { writePlace } from './payload.ts';
import { shareFuture } from './place-future.ts';
import { hasBegun, takerOf, tryWithdraw } from './place-state.ts';
import { Places } from './places.ts';
import { Results } from './results.ts';
import { Sender } from './sender.ts';
import type { PoolSettings } from './settings.ts';
import { watchCall } from './watch-call.ts';
import type { Aside } from './aside.ts';
import { because } from './because.ts';

export class Pool implements Keeper {
  readonly program: Program;
  /** The memory of this process's threads, which may be the same. */
  readonly #home: Program = currentProgram();
  readonly #carriers: Carriers;
  readonly #at: Address;
  readonly #places: Places;
  readonly #levels: Levels;
  readonly #definitions: Definitions;
  readonly #packer: Packer;
  readonly #results: Results;
  readonly #losses: Losses;
  readonly #harvest: Harvest;
  readonly #intake: Intake;
  readonly sender: Sender;
  readonly #failedStarts: FailedStarts = new FailedStarts();
  readonly crew: Crew;
  readonly name: string;
  readonly #origin: number = performance.timeOrigin;
  #broken: BrokenExecutor | undefined;
  #stopped = false;
  readonly #minWorkers: number;
  /** Whether the workers know that. */
  #told = false;
  #submitted = 0;
  #withdrawn = 0;

  constructor(carriers: Carriers, settings: PoolSettings) {
    const { program } = carriers;
    const { minWorkers, idleTimeout, mostTasks, name } = settings;
    const memory = new PoolMemory(program);
    this.program = program;
    this.#carriers = carriers;
    this.#at = memory.at;
    this.name = name;
    this.#places = new Places(program, this.#at);
    this.#levels = new Levels(program, this.#at);
    this.#definitions = new Definitions(program, this.#at);
    this.#packer = new Packer(program);
    this.#results = new Results(program);
    this.#losses = new Losses(program, this.#places, this.#definitions, this.#results, {
      withdraw: (number) => this.withdraw(number),
      settled: () => this.#intake.settled(),
    });
    const { words } = program;
    words.store(this.#at + POOL.minWorkers, minWorkers);
    words.store(this.#at + POOL.idleTimeout, idleTimeout === Infinity ? 0 : Math.max(1, idleTimeout));
    words.store(this.#at + POOL.mostTasks, mostTasks);
    words.store(this.#at + POOL.fragile, carriers.fragile ? 1 : 0);
    this.crew = new Crew(carriers, memory, settings, {
      owes: ({ id }) => {
        // What it had pushed is done, not lost; its port is looked into while it is open.
        this.#drain(Infinity);
        return this.#results.areDueOf(id);
      },
      died: (worker) => this.#died(worker),
      broke: (worker) => this.#broke(worker),
      received: (aside) => this.#received(aside),
    });
    this.sender = new Sender(
      program,
      this.#at,
      this.#places,
      this.crew,
      () => void this.#start(),
      (number, error) => this.#losses.refuse(number, error),
    );
    this.#harvest = new Harvest(program, this.#at, (place) => this.#take(place));
    this.#intake = new Intake(program, this.#at, {
      drain: (most) => this.#drain(most),
      isBehind: () => this.#harvest.behind,
      pace: () => this.crew.pace,
      holds: () => this.sender.holds,
      tend: () => this.#tend(),
    });
    this.#minWorkers = minWorkers;
    this.#keepUp();
  }

  /** Sees to it that there are as many workers as are to be there at least. */
  #keepUp(): void {
    while (this.crew.workers.length < this.#minWorkers && !this.#stopped && this.#start());
  }

  dispatch(call: Call, options: CallOptions): Future<unknown> {
    // Nobody has told of what died while there was nothing to do.
    const exiting = this.#home.words.ints[HEADER.exiting] !== 0;
    if (this.#carriers.fragile && this.#intake.outstanding === 0 && !exiting) this.crew.mend();
    if (this.#broken !== undefined) throw this.#brokenError();
    if (this.#stopped || exiting) {
      const why = this.#stopped ? `${this.name} was shut down` : 'the program is ending';
      throw new StateError(`Cannot schedule new futures: ${why}`);
    }
    const future = new Future<unknown>();
    let number: number;
    try {
      number = this.#write(call, options, future);
    } catch (error) {
      inner.settle(future, true, asError(error));
      return future;
    }
    this.#provide(true);
    if (options.signal !== undefined || options.timeout !== undefined) this.#watch(number, future, options);
    return future;
  }

  /** Puts a call where a worker will take it. Throws with nothing kept. */
  #write(call: Call, { transfer, priority = 0 }: CallOptions, future: Future<unknown>): number {
    const { words } = this.program;
    const packed: Packed = this.#packer.packList(call.args, 'args', transfer);
    const { aside, handles } = packed;
    const number = this.#places.claim();
    const place = this.#places.addressOf(number);
    this.#intake.expect();
    try {
      writePlace(this.program, place, packed.bytes, packed.length);
      const flags = flagsOf(call) | (handles.length > 0 ? HANDLES : 0);
      words.ints[place + PLACE.what] = this.#definitions.numberOf(call.task) | flags;
      words.floats[(place + PLACE.since) >>> 1] = this.#origin + this.program.host.now();
      this.#places.occupy(number, future, handles);
      inner.keep(future, this, number);
      if (aside.length > 0) {
        words.store(place + PLACE.state, this.#places.posted());
        this.sender.hold(number, aside);
      } else {
        const level = this.#levels.of(priority);
        words.store(place + PLACE.state, QUEUED);
        putPlace(this.program, level, place);
        if (this.#levels.several) words.store(this.#at + POOL.puts, (this.#submitted + 1) | 0);
      }
    } catch (error) {
      giveBack(this.program, handles);
      this.#places.release(number);
      this.#intake.settled();
      throw error;
    }
    this.#submitted += 1;
    return number;
  }

  #watch(number: number, future: Future<unknown>, options: CallOptions): void {
    watchCall(this.program, future, options, {
      withdraw: () => this.#places.futureOf(number) === future && this.withdraw(number),
      abort: () => this.#ask(number, future),
      kill: () => this.#killWorkerOf(number, future),
      fail: (error) => this.#losses.fail(number, future, error),
    });
  }

  /** Sees to it that somebody will take what was put. */
  #provide(soon = false): void {
    const { crew } = this;
    if (!soon) crew.call(this.queued);
    else if (!crew.keepsUp()) crew.call(1);
    if (crew.workers.length >= crew.max || !this.sender.isShort(() => this.queued)) return;
    this.#start();
    this.sender.relieve();
  }

  #start(): boolean {
    try {
      this.crew.start();
      return true;
    } catch (cause) {
      if (this.crew.workers.length === 0)
        this.#break(`its workers could not be started: ${textOf(cause)}`, cause);
      return false;
    }
  }

  /** Calls that nobody has begun. */
  get queued(): number {
    // A worker counts what it is about to take, which another may have.
    return Math.max(0, this.#submitted - this.#withdrawn - this.crew.counts.taken);
  }

  spin(): boolean {
    return this.#intake.spin();
  }

  #drain(most: number): number {
    const count = this.#harvest.take(most);
    if (count > 0) this.#send();
    return count;
  }

  #take(place: Address): void {
    if (
      !this.#results.isSent(place) ||
      this.#results.take(place, this.crew.takerOf(place)?.carrier.line?.port)
    )
      this.#over(place);
  }

  #received(aside: Aside): void {
    this.#results.receive(aside);
    if (!this.#results.isDue(aside.place)) return;
    this.#over(aside.place);
    this.#send();
  }

  /** A result is there whole. It is read in any case: what is in flight in it arrives, and is let go of. */
  #over(place: Address): void {
    const number = this.program.words.ints[place + PLACE.number] as number;
    const future = this.#places.futureOf(number);
    const handles = this.#places.takeHandles(number);
    if (handles.length > 0 && !hasBegun(this.program.words, place)) giveBack(this.program, handles);
    this.sender.forget(number);
    const { failed, value, cancelled, unread } = this.#results.read(place);
    this.#places.release(number);
    if (future === undefined) return;
    this.#intake.settled();
    if (cancelled) future.cancel();
    else if (unread && this.#carriers.fragile) {
      this.#break(`what was sent could not be read: ${textOf(value)}`, value);
      inner.settle(future, true, this.#brokenError());
    } else inner.settle(future, failed, value);
  }

  #tend(): void {
    this.crew.mend();
    this.#keepUp();
    if (this.#intake.outstanding === 0 || this.#broken !== undefined) return;
    this.#send();
    if (this.queued > 0) this.#provide();
  }

  withdraw(number: number): boolean {
    const { words } = this.program;
    const place = this.#places.addressOf(number);
    if (!tryWithdraw(words, place)) return false;
    giveBack(this.program, this.#places.takeHandles(number));
    this.sender.forget(number);
    this.#places.release(number);
    this.#withdrawn += 1;
    this.#intake.settled();
    if (this.#stopped) this.#send();
    return true;
  }

  begun(number: number): boolean {
    return takerOf(this.program.words, this.#places.addressOf(number)) !== 0;
  }

  needsLoop(number: number): boolean {
    return this.#results.needsLoop(this.#places.addressOf(number));
  }

  share(number: number, at: Address): void {
    shareFuture(this.program, this.#places.addressOf(number), at);
  }

  /** Asks a call that has begun to stop. */
  #ask(number: number, future: Future<unknown>): void {
    if (this.#places.futureOf(number) !== future) return;
    const { words, bells } = this.program;
    const place = this.#places.addressOf(number);
    words.store(place + PLACE.control, ABORT);
    const worker = this.crew.takerOf(place);
    if (worker === undefined) return;
    words.store(worker.lane + LANE.aborts, 1);
    bells.ring(worker.id);
  }

  #killWorkerOf(number: number, future: Future<unknown>): void {
    // It may be over.
    this.#drain(Infinity);
    if (this.#places.futureOf(number) !== future) return;
    const worker = this.crew.takerOf(this.#places.addressOf(number));
    if (worker === undefined) return;
    this.crew.kill(worker);
    this.#losses.ofDoomed(worker, number);
    // Calls that the same signal takes back come first: what replaces the worker must not begin them.
    queueMicrotask(() => this.#provide());
  }

  #died(worker: Worker): number {
    const { error, name } = worker.carrier;
    if (this.#carriers.fragile && worker.lost)
      this.#break(`its worker ${name} ended abruptly, ${error?.message ?? 'by a signal or an exit'}`, error);
    const unfinished = this.#losses.ofDead(worker);
    const unborn = this.crew.neverServed(worker);
    if (!unborn || this.crew.serves) this.#failedStarts.served();
    if (unborn && !worker.killed && !this.#stopped && this.#failedStarts.isFatal(worker.carrier))
      this.#break(`a worker ended before it could serve: ${textOf(error)}`, error);
    return unfinished;
  }

  #broke(worker: Worker): void {
    if (this.#broken !== undefined) return;
    const error = laneError(this.program, worker.lane);
    this.program.host.writeError(`Exception in initializer of ${worker.carrier.name}:\n${traceOf(error)}\n`);
    this.#break(`its initializer failed: ${error.name}: ${error.message}`, error);
  }

  #break(why: string, cause: unknown, politely = false): void {
    if (this.#broken !== undefined) return;
    this.#broken = new this.#carriers.Broken(`Cannot go on with ${this.name}: ${why}`, because(cause));
    this.#stop();
    if (this.#carriers.fragile) this.crew.killAll(politely);
    for (const number of this.#places.waiting) {
      const future = this.#places.futureOf(number) as Future<unknown>;
      if (this.withdraw(number)) inner.settle(future, true, this.#brokenError());
      else this.#losses.fail(number, future, this.#brokenError());
    }
  }

  #brokenError(): BrokenExecutor {
    const { message, cause } = this.#broken as BrokenExecutor;
    return new this.#carriers.Broken(message, because(cause));
  }

  #stop(): void {
    this.#stopped = true;
    this.#send();
  }

  /** Sends what can be sent. When nothing is left of it after a shutdown, workers may end. */
  #send(): void {
    this.sender.send();
    if (!this.#stopped || this.#told || !this.sender.isEmpty) return;
    this.#told = true;
    this.program.words.store(this.#at + POOL.stop, 1);
    this.crew.callAll();
  }

  /** No more calls; workers end when they have nothing left to do. */
  stop(cancelFutures: boolean): void {
    if (cancelFutures) {
      for (const number of this.#places.waiting) this.#places.futureOf(number)?.cancel();
    }
    if (!this.#stopped) this.#stop();
  }

  /** No more calls, and an end to those that run: what has not begun is cancelled, the rest is lost. */
  end(politely: boolean): void {
    this.stop(true);
    this.#break('its workers were ended', undefined, politely);
    this.crew.killAll(politely);
  }

  /** Resolves when all calls are over. */
  idle(): Promise<void> {
    return this.#intake.idle();
  }

  /** Whether all calls are over: a look of a blocking wait. */
  isIdle(): boolean {
    this.#intake.look();
    this.#results.refuseToBlock(this.#intake.outstanding, this.name);
    return this.#intake.outstanding === 0;
  }
}
