/**
 * What stands for an object of a manager, in any process: each method asks the manager's process to call it there.
 *
 * A proxy travels as what it refers to: the object's number, what it can do, and the door of its manager, which is a queue
 * of the program. So it goes wherever memory of the program goes, and nowhere else. Between a manager and who is connected
 * to it by a socket it goes without the door: there it is of the manager that the connection leads to.
 *
 * @module
 */

import { printable } from '../../agent/primitive.ts';
import { agent } from '../../agent/state.ts';
import { SerializationError } from '../../errors.ts';
import { requireTask } from '../../task/task.ts';
import type { CustomType } from '../../wire/custom-types.ts';
import type { SimpleQueue } from '../simple-queue.ts';
import type { Connection } from '../connection/connection.ts';
import { OF_TASKS } from './pool-tasks.ts';
import type { Tag } from './tag.ts';

/** Where requests are answered. */
export interface Referee {
  /** Absent where it is reached by a socket. */
  readonly door: Door | undefined;
  call(id: number, method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
  callSync(id: number, method: string, args: readonly unknown[]): unknown;
  /** A proxy that has come by a socket to or from the manager. */
  arrive(reference: Reference): ManagerProxy;
}

/** By which a process of the program comes to a manager: it puts an end of a pipe in. */
export interface Door {
  readonly queue: SimpleQueue<Connection>;
  readonly pid: number;
  /** The system's time at which that process was started: with its number it is nobody else's. */
  readonly started: string;
}

export interface Reference {
  readonly id: number;
  readonly kind: string;
  readonly methods: readonly string[];
}

/** What goes over the wire. */
interface Wire extends Reference {
  readonly door?: Door;
  readonly tag?: Tag | undefined;
}

/** A proxy is not collected while a call of it is under way: the manager would give up the object that is called. */
const used = new Set<{ readonly proxy: ManagerProxy }>();

export class ManagerProxy {
  readonly #referee: Referee;
  readonly #reference: Reference;
  /** Absent where a socket leads to the manager, which keeps one for who is there. */
  readonly #tag: Tag | undefined;

  constructor(referee: Referee, reference: Reference, tag?: Tag) {
    this.#referee = referee;
    this.#reference = reference;
    this.#tag = tag;
  }

  /** Calls a method by its name, also one that this proxy does not show. */
  async callMethod(method: string, args: readonly unknown[] = [], signal?: AbortSignal): Promise<unknown> {
    const use = { proxy: this };
    used.add(use);
    try {
      return await this.#referee.call(this.#reference.id, method, args, signal);
    } finally {
      used.delete(use);
    }
  }

  callMethodSync(method: string, args: readonly unknown[] = []): unknown {
    const use = { proxy: this };
    used.add(use);
    try {
      return this.#referee.callSync(this.#reference.id, method, args);
    } finally {
      used.delete(use);
    }
  }

  toString(): string {
    return `ManagerProxy(${this.#reference.kind} #${this.#reference.id})`;
  }

  static wire(proxy: ManagerProxy): Wire {
    const { door } = proxy.#referee;
    const reference = proxy.#reference;
    if (sending !== undefined) {
      if (proxy.#referee === sending.referee) {
        sending.told(reference.id);
        return reference;
      }
      throw new SerializationError('a proxy goes by a socket to its own manager only');
    }
    if (door !== undefined) return { ...reference, door, tag: proxy.#tag };
    throw new SerializationError(
      'the proxy is of a manager that a socket leads to: connect to it there, by connectManager',
    );
  }

  /** Refers to nothing from here on: of one that was made to be sent, and has been. */
  static close(proxy: ManagerProxy): void {
    proxy.#tag?.close();
  }

  static {
    printable(ManagerProxy);
  }
}

let sending: { readonly referee: Referee; readonly told: (id: number) => void } | undefined;
let receiving: Referee | undefined;

/** Encodes what goes by a socket to or from a manager; `told` of each proxy in it. */
export function whileSending<T>(referee: Referee, told: (id: number) => void, act: () => T): T {
  const before = sending;
  sending = { referee, told };
  try {
    return act();
  } finally {
    sending = before;
  }
}

export function whileReceiving<T>(referee: Referee, act: () => T): T {
  const before = receiving;
  receiving = referee;
  try {
    return act();
  } finally {
    receiving = before;
  }
}

type ProxyClass = new (referee: Referee, reference: Reference, tag?: Tag) => ManagerProxy;

const ownClasses = new Map<string, ProxyClass>();

/** Says which class the proxies of a kind have, where they are more than their methods. */
export function proxiesOf(kind: string, made: ProxyClass): void {
  ownClasses.set(kind, made);
  agent().types.byPrototype.set(made.prototype as object, type);
}

/** One class for all proxies of a kind. */
const classes = new Map<string, ProxyClass>();

export function proxyOf(referee: Referee, reference: Reference, tag?: Tag): ManagerProxy {
  const own = ownClasses.get(reference.kind);
  if (own !== undefined) return new own(referee, reference, tag);
  const key = JSON.stringify([reference.kind, ...reference.methods]);
  let made = classes.get(key);
  if (made === undefined) {
    made = classOf(reference);
    classes.set(key, made);
  }
  return new made(referee, reference, tag);
}

function classOf({ kind, methods }: Reference): typeof ManagerProxy {
  const made = class extends ManagerProxy {};
  const define = (name: PropertyKey, value: unknown): void => {
    Object.defineProperty(made.prototype, name, { value, writable: true, configurable: true });
  };
  for (const method of methods) {
    const given = givenOf(kind, method);
    define(method, async function (this: ManagerProxy, ...args: unknown[]) {
      const { signal, rest } = WAITING.has(kind) ? withoutSignal(args) : { signal: undefined, rest: args };
      return this.callMethod(method, given(rest), signal);
    });
    define(`${method}Sync`, function (this: ManagerProxy, ...args: unknown[]) {
      return this.callMethodSync(method, given(args));
    });
  }
  const snapshot = SNAPSHOTS[kind];
  if (snapshot !== undefined) {
    define(Symbol.iterator, function* (this: ManagerProxy) {
      yield* this.callMethodSync(snapshot) as unknown[];
    });
    define(Symbol.asyncIterator, async function* (this: ManagerProxy) {
      yield* (await this.callMethod(snapshot)) as unknown[];
    });
  }
  if (kind === 'iterator') define(Symbol.asyncIterator, eachOf);
  if (kind === 'Pool') define(Symbol.asyncDispose, terminated);
  agent().types.byPrototype.set(made.prototype, type);
  return made;
}

/** By what a proxy is iterated: a copy of the moment in which the iteration takes its first step. */
const SNAPSHOTS: Readonly<Record<string, string>> = {
  dict: 'entries',
  list: 'slice',
  set: 'values',
  Array: 'slice',
};

/** Whose methods wait, and take a signal. */
const WAITING: ReadonlySet<string> = new Set(['Pool', 'AsyncResult']);

/** What goes to the manager of what a method is given: a task as where it is found. */
function givenOf(kind: string, method: string): (args: readonly unknown[]) => readonly unknown[] {
  if (kind !== 'Pool' || !OF_TASKS.has(method)) return (args) => args;
  return ([task, ...rest]) => [requireTask(task, method), ...rest];
}

/** A signal stays where it is. */
function withoutSignal(args: readonly unknown[]): { signal?: AbortSignal; rest: readonly unknown[] } {
  const options = args.at(-1) as { readonly signal?: AbortSignal } | null | undefined;
  if (typeof options !== 'object' || options?.signal === undefined) return { rest: args };
  const { signal, ...others } = options;
  return { signal, rest: [...args.slice(0, -1), others] };
}

/** As leaving its scope does to a Pool. */
async function terminated(this: ManagerProxy): Promise<void> {
  await this.callMethod('terminate');
  await this.callMethod('join');
}

async function* eachOf(this: ManagerProxy): AsyncGenerator<unknown> {
  for (;;) {
    const { done, value } = (await this.callMethod('next')) as { done: boolean; value: unknown };
    if (done) return;
    yield value;
  }
}

let refereeAt: (door: Door) => Referee;

/** Who answers for a door: told once, by who knows how to come there. */
export function answeringBy(find: (door: Door) => Referee): void {
  refereeAt = find;
}

const type: CustomType = {
  name: 'interleave/ManagerProxy',
  url: '',
  encode: (value) => ManagerProxy.wire(value as ManagerProxy),
  decode: (wire) => {
    const { door, tag, ...reference } = wire as Wire;
    if (door !== undefined) return proxyOf(refereeAt(door), reference, tag);
    if (receiving !== undefined) return receiving.arrive(reference);
    throw new SerializationError('Cannot receive a proxy: it does not say of which manager');
  },
};
agent().types.byName.set(type.name, type);
