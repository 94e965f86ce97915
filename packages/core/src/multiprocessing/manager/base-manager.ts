/**
 * What every manager does by requests alone.
 *
 * @module
 */

import { printable } from '../../agent/primitive.ts';
import type { AnyTask } from '../../task/task.ts';
import type { ElementType, ValueTypes } from '../element-types.ts';
import type { BoundAddress } from '../listener.ts';
import { labelOfAddress } from '../sockets/address.ts';
import { MANAGER, type Deed, type Link } from './link.ts';
import type { RegisterOptions } from './manager.ts';
import type { ArrayProxy, DictProxy, ListProxy, NamespaceProxy, SetProxy, ValueProxy } from './proxies.ts';

export abstract class BaseManager {
  readonly pid: number;
  readonly address: BoundAddress;
  protected readonly link: Link;

  constructor(link: Link, pid: number, address: BoundAddress) {
    this.link = link;
    this.pid = pid;
    this.address = address;
  }

  async dict<V = unknown>(init?: Iterable<readonly [string | number, V]>): Promise<DictProxy<V>> {
    return this.create('dict', [...(init ?? [])]);
  }

  async list<V = unknown>(init?: Iterable<V>): Promise<ListProxy<V>> {
    return this.create('list', [...(init ?? [])]);
  }

  async set<V = unknown>(init?: Iterable<V>): Promise<SetProxy<V>> {
    return this.create('set', [...(init ?? [])]);
  }

  async Namespace(init: Record<string, unknown> = {}): Promise<NamespaceProxy> {
    return this.create('Namespace', init);
  }

  async Value<V>(initial: V): Promise<ValueProxy<V>> {
    return this.create('Value', initial);
  }

  async Array<const T extends ElementType>(
    type: T,
    sizeOrItems: number | Iterable<ValueTypes[T]>,
  ): Promise<ArrayProxy<ValueTypes[T]>> {
    const iterable = typeof (sizeOrItems as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
    const given = iterable ? [...(sizeOrItems as Iterable<ValueTypes[T]>)] : sizeOrItems;
    return this.create('Array', type, given);
  }

  async create<P = unknown>(name: string, ...args: unknown[]): Promise<P> {
    return (await this.link.call(MANAGER, 'create' satisfies Deed, [name, ...args])) as P;
  }

  register(name: string, task?: AnyTask, options?: RegisterOptions): void {
    void [task, options];
    if (name in this) throw new RangeError(`Cannot register ${name}: a manager has something of that name`);
    Object.defineProperty(this, name, {
      value: (...args: unknown[]) => this.create(name, ...args),
      configurable: true,
    });
  }

  async shutdown(): Promise<void> {
    this.link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  toString(): string {
    return `Manager(${labelOfAddress(this.address)}, process ${this.pid})`;
  }

  static {
    printable(BaseManager);
  }
}
