import { defineErrors, defineTasks, type TaskRef } from '../../task/index.ts';
import { Exit } from '../../errors.ts';
import * as threading from '../../threading/index.ts';
import type { Event, Lock, ThreadInfo } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, put, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { StateError } from '../../errors.ts';
import { describeValue } from '../describe-value.ts';
import { die, type WayToDie } from '../runtime.ts';
import { specimens } from './specimens.ts';

/** Known on both sides. */
export class Registered extends Error {
  override readonly name = 'Registered';
  readonly detail: { readonly n: number };
  constructor(message: string, n: number, options?: ErrorOptions) {
    super(message, options);
    this.detail = { n };
  }
}
defineErrors({ Registered });

/** Known only where it is thrown. */
class Unregistered extends RangeError {
  override readonly name = 'Unregistered';
  readonly extra = [1, 2];
}

let calls = 0;

const bodies = {
  nothing(): void {},

  run(board: Board): void {
    mark(board, STARTED);
    mark(board, DONE);
  },

  /** How often this copy of the module has run it. */
  countsItself(board: Board): void {
    calls += 1;
    put(board, FREE, calls);
  },

  waitsFor(gate: Event): void {
    gate.waitSync();
  },

  /** Starts a thread at the very moment that others do. */
  startsAtGo(board: Board, gate: Event): void {
    mark(board, STARTED);
    gate.waitSync();
    new threading.Thread(tasks.done, { args: [board] }).start();
  },

  done(board: Board): void {
    mark(board, DONE);
  },

  async untilGo(board: Board): Promise<void> {
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    mark(board, DONE);
  },

  blocked(board: Board, gate: Event): void {
    mark(board, STARTED);
    gate.waitSync();
    mark(board, DONE);
  },

  /** Says what this thread is, in numbers. */
  identify(board: Board): void {
    const me = threading.currentThread();
    put(board, FREE, me.ident ?? -1);
    put(board, FREE + 1, threading.getIdent());
    put(board, FREE + 2, threading.mainThread().ident ?? -1);
    put(board, FREE + 3, me.nativeId ?? -1);
    put(board, FREE + 4, threading.getNativeId() ?? -1);
    put(board, FREE + 5, Number(me.daemon));
    put(board, FREE + 6, Number(me.isAlive));
    mark(board, DONE);
  },

  /** Sees itself and its sibling in the registry. */
  registered(name: string, sibling: string): void {
    equal(threading.currentThread().name, name);
    const names = threading.enumerate().map((thread) => thread.name);
    for (const expected of [name, sibling, 'MainThread'])
      ok(names.includes(expected), `${expected} is not among ${names.join(', ')}`);
    equal(threading.activeCount(), threading.enumerate().length);
    equal(threading.mainThread().name, 'MainThread');
    ok(threading.mainThread().isAlive, 'the main thread is not alive');
  },

  async joinSelf(): Promise<void> {
    const me = threading.currentThread();
    throws(StateError, () => me.joinSync(), 'joinSync');
    throws(StateError, () => me.joinSync({ timeout: 1 }), 'joinSync');
    await rejects(StateError, me.join(), 'join');
    await rejects(StateError, me.join({ timeout: 1 }), 'join');
  },

  async joinOther(other: ThreadInfo, board: Board, name: string, ident: number): Promise<void> {
    equal([other.name, other.ident, other.isAlive], [name, ident, true]);
    equal(await other.join({ timeout: 1 }), false);
    equal(other.joinSync({ timeout: 1 }), false);
    mark(board, GO);
    ok(other.joinSync({ timeout: 20_000 }), 'it does not end');
    equal([other.isAlive, other.error], [false, undefined]);
    equal(await other.join(), true);
  },

  /** The daemon flags of a thread of its own, by default and as asked for. */
  inherits(expected: boolean): void {
    equal(threading.currentThread().daemon, expected);
    equal(new threading.Thread(tasks.nothing).daemon, expected);
    equal(new threading.Thread(tasks.nothing, { daemon: !expected }).daemon, !expected);
  },

  /** Starts a thread and ends at once; the other goes on. */
  starter(board: Board, daemon: boolean): void {
    new threading.Thread(tasks.untilGo, { args: [board], daemon }).start();
  },

  /** Starts and joins a chain of threads, blocking at each link. */
  chain(board: Board, depth: number): void {
    mark(board, STARTED);
    if (depth === 0) return;
    const next = new threading.Thread(tasks.chain, { args: [board, depth - 1] }).start();
    ok(next.joinSync({ timeout: 20_000 }), 'the next link does not end');
    if (next.error !== undefined) throw next.error;
    mark(board, DONE);
  },

  /** Compares what arrived with what was sent, made anew here. */
  received(name: string, value: unknown): void {
    const specimen = specimens[name];
    ok(specimen !== undefined, `no specimen ${name}`);
    equal(describeValue(value), describeValue(specimen()), name);
  },

  /** Writes into what it was given. */
  scribble(bytes: Uint8Array, shared: Uint8Array): void {
    bytes[0] = 99;
    shared[0] = 99;
  },

  sized(bytes: Uint8Array, length: number): void {
    equal([bytes.length, bytes.buffer.byteLength, bytes[0]], [length, length, 7]);
  },

  async primitives(value: {
    readonly locks: readonly Lock[];
    readonly more: Map<string, Set<Event>>;
  }): Promise<void> {
    const [event] = value.more.get('events') ?? [];
    ok(event !== undefined, 'no event arrived');
    await value.locks[0]?.acquire();
    equal(value.locks[1]?.locked, true);
    event.set();
  },

  fail(how: string): never {
    if (how === 'TypeError') throw new TypeError('no such thing');
    if (how === 'RangeError') throw new RangeError('too far', { cause: new SyntaxError('the cause') });
    if (how === 'fields')
      throw Object.assign(new Error('with fields'), { code: 'E_X', n: 3, nested: { a: [1n] } });
    if (how === 'registered')
      throw new Registered('mine', 5, { cause: new Registered('inner', 6, { cause: 'plain' }) });
    if (how === 'unregistered') throw new Unregistered('unknown there');
    if (how === 'aggregate') throw new AggregateError([new TypeError('one'), new Error('two')], 'several');
    if (how === 'closure')
      throw Object.assign(new TypeError('holds a function'), { callback: () => 0, kept: 1 });
    if (how === 'cycle') {
      const error = new Error('goes round');
      error.cause = error;
      throw error;
    }
    if (how === 'overflow') return bodies.fail('overflow') || (how as never);
    if (how === 'exit') throw new Exit(3);
    throw new Error(how);
  },

  async failLater(message: string): Promise<never> {
    await sleep(1);
    throw new TypeError(message);
  },

  throwValue(value: unknown): never {
    throw value;
  },

  throwOdd(kind: string): never {
    throw { undefined: undefined, null: null, symbol: Symbol('odd'), function: () => 0 }[kind];
  },

  async dies(way: WayToDie, code: number, board: Board): Promise<void> {
    mark(board, STARTED);
    die(way, code);
    await sleep(2 ** 30);
  },

  async diesAtGo(way: WayToDie, board: Board): Promise<void> {
    await until(() => read(board, GO) > 0, 'GO');
    die(way, 0);
    await sleep(2 ** 30);
  },

  joinsOnly(other: ThreadInfo, board: Board): void {
    mark(board, STARTED);
    ok(other.joinSync({ timeout: 20_000 }), 'it does not end');
    ok(other.error instanceof Error, 'it has no error');
  },

  /** Sets a hook here, starts a thread that fails, and sees the hook be called here. */
  async hooks(board: Board): Promise<void> {
    const ident = threading.getIdent();
    threading.setExcepthook(({ error, thread }) => {
      equal([threading.getIdent(), error.message, thread?.name], [ident, 'for the hook', 'failing']);
      mark(board, GOT);
    });
    try {
      await new threading.Thread(tasks.fail, { args: ['for the hook'], name: 'failing' }).start().join();
      await until(() => read(board, GOT) > 0, 'the hook was called');
    } finally {
      threading.setExcepthook(null);
    }
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const threadTasks: Tasks<typeof bodies> = tasks;
