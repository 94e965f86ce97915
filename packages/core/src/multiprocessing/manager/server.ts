/**
 * The process of a manager: owns the objects, and does what is asked of it, by its program and by whoever has its key.
 *
 * Requests are done one after the other, each as a whole, in the order in which they come; what a registered class takes its
 * time for (a promise) is answered when it is there, and others meanwhile. Whoever is connected by a socket may make and call
 * what is registered, and nothing else: it names no module, and does not end the manager.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { currentHost } from '../../agent/state.ts';
import { AuthenticationError, EOFError, OSError, StateError } from '../../errors.ts';
import type { Handle } from '../../memory/index.ts';
import { resolveTask } from '../../task/resolve.ts';
import type { TaskAddress } from '../../task/task.ts';
import type { Connection } from '../connection/connection.ts';
import { Listener, type Address, type BoundAddress } from '../listener.ts';
import { pipeChannel, socketChannel, type Channel } from './channel.ts';
import { Lingering } from './lingering.ts';
import { kindOfGiven, MADE, methodsOf } from './kinds.ts';
import { MANAGER, type Answer, type Deed, type Request } from './link.ts';
import { ManagerProxy, proxyOf, type Door, type Reference, type Referee } from './proxy.ts';
import { SequenceObject } from './sequence-object.ts';
import { Served, type Caller } from './served/served.ts';
import { Session } from './served/session.ts';
import { Sweeper } from './sweeper.ts';
import { Tag } from './tag.ts';

/** Requests of one caller that may be answered before the event loop turns, for all others. */
const IN_A_ROW = 32;

interface Held {
  readonly object: object;
  readonly kind: string;
  readonly methods: readonly string[];
  /** Free when nobody refers to the object. */
  readonly tag: Handle;
  /** That of the object which has given it: a pool does not end before its results. */
  readonly origin: Tag | undefined;
}

export interface Registered {
  readonly task: TaskAddress;
  readonly exposed: readonly string[] | undefined;
}

export class Server implements Referee {
  readonly door: Door;
  readonly #objects: Map<number, Held> = new Map();
  readonly #registered: Map<string, Registered> = new Map();
  readonly #end: AbortController = new AbortController();
  readonly #channels: Set<Channel> = new Set();
  readonly #listener: Listener | undefined;
  readonly #lingering: Lingering = new Lingering();
  /** This process's own calls. */
  readonly #here: Session = new Session(true);
  readonly #sweeper: Sweeper = new Sweeper(() => this.#sweep());
  /** Proxies that nobody has but whoever they are about to be sent to. */
  readonly #fresh: WeakSet<object> = new WeakSet();
  #last = 0;

  constructor(door: Door, address: Address | undefined, key: Uint8Array | undefined) {
    this.door = door;
    this.#listener = key === undefined ? undefined : new Listener(address, key);
  }

  get address(): BoundAddress | undefined {
    return this.#listener?.address;
  }

  /** Until it is told to end. */
  async run(): Promise<void> {
    await Promise.all([this.#meetProgram(), this.#meetOthers()]);
    this.#listener?.close();
    for (const channel of this.#channels) channel.close();
    this.#sweeper.stop();
    for (const { object } of this.#objects.values()) if (object instanceof Served) object[Symbol.dispose]();
  }

  async #meetProgram(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        const connection: Connection = await this.door.queue.get({ signal });
        void this.#serve(pipeChannel(connection), new Session(true));
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #meetOthers(): Promise<void> {
    const { signal } = this.#end;
    while (this.#listener !== undefined && !signal.aborted) {
      try {
        const connection = await this.#listener.accept({ signal });
        const session = new Session(false);
        const keep = (id: number): void => session.keep(id, this.#tagOf(id));
        void this.#serve(socketChannel(connection, this, keep), session);
      } catch (error) {
        // A wrong key, or the system had no descriptor left for it: the next may have better luck.
        if (!signal.aborted && !(error instanceof AuthenticationError || error instanceof OSError))
          throw error;
      }
    }
  }

  async #serve(channel: Channel, session: Session): Promise<void> {
    this.#channels.add(channel);
    try {
      for (let served = 1; ; served += 1) {
        // Whoever calls without a pause would otherwise be all that this process ever hears of.
        if (served % IN_A_ROW === 0) await new Promise<void>((resolve) => currentHost().nextTurn(resolve));
        const message = this.#lingering.comes(channel) ? channel.recvSync(0) : await channel.recv();
        const answer = this.#answer(message, session);
        // What is there at once is sent in order.
        if (answer instanceof Promise) void answer.then((it) => this.#reply(channel, it));
        else await this.#reply(channel, answer);
      }
    } catch {
      // It has gone, or does not speak as links do: that is its own end, and nobody else's.
      channel.close();
    } finally {
      this.#channels.delete(channel);
      session.end();
      this.#sweeper.touch();
    }
  }

  async #reply(channel: Channel, answer: Answer): Promise<void> {
    await reply(channel, answer);
    const [, value] = answer;
    if (value instanceof ManagerProxy && this.#fresh.delete(value)) ManagerProxy.close(value);
  }

  #answer(message: unknown, session: Session): Answer | Promise<Answer> {
    const [call] = message as Request;
    const failed = (reason: unknown): Answer => [call, reason, true];
    try {
      const result = this.#carryOut(message as Request, session);
      if (!(result instanceof Promise)) return [call, result];
      return result.then((value: unknown): Answer => [call, value], failed);
    } catch (error) {
      return failed(error);
    }
  }

  #carryOut([call, target, method, ...args]: Request, session: Session): unknown {
    if (target !== MANAGER) return this.#call(target, method, args, session, call);
    const deed = method as Deed;
    if (deed === 'hello') return { pid: this.door.pid };
    if (deed === 'cancel') return session.cancel(args[0] as number);
    if (deed === 'drop') return this.#drop(session, args as [number, number]);
    const [name, ...rest] = args as [string, ...unknown[]];
    if (deed === 'create') return this.#create(name, rest, session);
    this.#refuseStranger(method, session);
    if (deed === 'register') this.#registered.set(name, rest[0] as Registered);
    else this.#end.abort();
    return undefined;
  }

  #refuseStranger(what: string, { ours }: Session): void {
    if (!ours) throw new StateError(`Cannot ${what}: only the manager’s own program may`);
  }

  #call(
    target: number,
    name: string,
    args: readonly unknown[],
    session: Session,
    call: number,
    signal?: AbortSignal,
  ): unknown {
    const held = this.#objects.get(target);
    if (held === undefined) throw new StateError(`Cannot call ${name}: the manager has no object #${target}`);
    const { object, kind, methods } = held;
    if (!methods.includes(name))
      throw new TypeError(`Cannot call ${name} of ${kind}: it is not one of ${methods.join(', ')}`);
    const method = (object as Record<string, unknown>)[name] as (...given: readonly unknown[]) => unknown;
    if (!(object instanceof Served)) return this.#given(Reflect.apply(method, object, args), held);
    // Its calls name tasks, whose modules it loads.
    if (kind === 'Pool') this.#refuseStranger(`call ${name} of a Pool`, session);
    const caller: Caller = signal === undefined ? session.begin(call) : { signal, session };
    let result: unknown;
    try {
      result = this.#given(Reflect.apply(method, object, [caller, ...args]), held);
    } finally {
      if (!(result instanceof Promise)) session.over(call);
    }
    return result instanceof Promise ? result.finally(() => session.over(call)) : result;
  }

  /** What a method gives, or a proxy of it where it is to stay here. */
  #given(result: unknown, origin: Held): unknown {
    const kind = kindOfGiven(result);
    if (kind === undefined) return result;
    return this.#hold(result as object, kind, methodsOf(result as object), Tag.of(origin.tag));
  }

  #create(name: string, args: readonly unknown[], session: Session): unknown {
    const made = Object.hasOwn(MADE, name) ? MADE[name] : undefined;
    if (name === 'Pool') this.#refuseStranger('make a Pool', session);
    if (made !== undefined) return this.#hold(Reflect.construct(made, args), name);
    const registered = this.#registered.get(name);
    if (registered !== undefined) return this.#make(name, registered, args);
    throw new StateError(`Cannot make ${name}: nothing is registered under that name`);
  }

  async #make(name: string, { task, exposed }: Registered, args: readonly unknown[]): Promise<unknown> {
    const body = await resolveTask(task);
    const result: unknown = await (Reflect.apply(body, undefined, args) as unknown);
    if (typeof result !== 'object' || result === null) return result;
    if (typeof (result as Partial<Iterator<unknown>>).next === 'function')
      return this.#hold(new SequenceObject(result as Iterator<unknown>), 'iterator');
    const methods = exposed ?? methodsOf(result);
    return methods.length === 0 ? result : this.#hold(result, name, methods);
  }

  #hold(
    object: object,
    kind: string,
    methods: readonly string[] = methodsOf(object),
    origin?: Tag,
  ): ManagerProxy {
    const id = (this.#last += 1);
    const tag = Tag.make();
    this.#objects.set(id, { object, kind, methods, tag: tag.handle, origin });
    this.#sweeper.touch();
    const proxy = proxyOf(this, { id, kind, methods }, tag);
    this.#fresh.add(proxy);
    return proxy;
  }

  #tagOf(id: number): Tag {
    const held = this.#objects.get(id);
    const tag = held && Tag.of(held.tag);
    if (tag !== undefined) return tag;
    throw new StateError(`Cannot refer to object #${id}: the manager has none of that number`);
  }

  #drop(session: Session, [id, count]: readonly [number, number]): void {
    session.drop(id, count);
    this.#sweeper.touch();
  }

  /** Gives up what nobody refers to; whether anything is left. */
  #sweep(): boolean {
    const program = processProgram();
    // What the dead referred to is nobody's when they are buried.
    program.lookAround();
    for (const [id, { object, tag, origin }] of this.#objects) {
      if (program.blocks.isHeld(tag)) continue;
      this.#objects.delete(id);
      origin?.close();
      if (object instanceof Served) object[Symbol.dispose]();
    }
    return this.#objects.size > 0;
  }

  arrive(reference: Reference): ManagerProxy {
    return proxyOf(this, reference, this.#tagOf(reference.id));
  }

  /** For what a task of this process does with a proxy of its own manager. */
  async call(
    id: number,
    method: string,
    args: readonly unknown[],
    signal: AbortSignal = NEVER,
  ): Promise<unknown> {
    return this.#call(id, method, args, this.#here, 0, signal);
  }

  callSync(id: number, method: string, args: readonly unknown[]): unknown {
    const result = this.#call(id, method, args, this.#here, 0, NEVER);
    if (!(result instanceof Promise)) return result;
    result.catch(() => {});
    throw new StateError(
      `Cannot call ${method} in the manager’s own process by its blocking form: it may wait, and nobody else would be ` +
        'answered meanwhile; await the other form',
    );
  }
}

const NEVER: AbortSignal = new AbortController().signal;

/** A result that cannot travel is an error that says why. */
async function reply(channel: Channel, answer: Answer): Promise<void> {
  try {
    await channel.send(answer);
  } catch (error) {
    if (error instanceof EOFError || error instanceof OSError) return;
    await channel.send([answer[0], error, true] satisfies Answer).catch(() => {});
  }
}
