/**
 * The writer's memory of key lists: walking an object's keys down a tree ends at the run of bytes that says them all.
 *
 * Bounded: an object of very many keys is written key by key, and a tree that grew large (objects used as
 * dictionaries have ever new keys) starts again.
 *
 * @module
 */

import { hashOf } from './key-hash.ts';
import { Writer } from './writer.ts';

const MOST_KEYS = 32;
const MOST_NODES = 2048;

const writer: Writer = new Writer();

/** The keys of one kind of object, in order. */
export class KeyRun {
  readonly keys: readonly string[];
  /** Number of keys, then each as a text. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: number;
  /** The record that it was written in last, and its number there. */
  record = 0;
  number = 0;

  constructor(keys: readonly string[]) {
    writer.reset();
    writer.count(keys.length);
    for (const key of keys) writer.text(key);
    this.keys = keys;
    this.bytes = writer.bytes.slice(0, writer.at);
    this.hash = hashOf(this.bytes, 0, this.bytes.length);
  }
}

class Node {
  readonly key: string;
  readonly parent: Node | undefined;
  readonly depth: number;
  run: KeyRun | undefined;
  /** The child that was asked for last, which is nearly always the one. */
  child: Node | undefined;
  #children: Map<string, Node> | undefined;

  constructor(key: string, parent?: Node) {
    this.key = key;
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  other(key: string): Node | undefined {
    let found = this.#children?.get(key);
    if (found === undefined) {
      if (this.depth === MOST_KEYS) return undefined;
      found = new Node(key, this);
      nodes += 1;
      if (this.child !== undefined) {
        this.#children ??= new Map([[this.child.key, this.child]]);
        this.#children.set(key, found);
      }
    }
    this.child = found;
    return found;
  }
}

let nodes = 0;
let root = new Node('');

/** The run of an object whose prototype has no enumerable keys; undefined when it has too many keys. */
export function runOf(value: object): KeyRun | undefined {
  if (nodes > MOST_NODES) {
    nodes = 0;
    root = new Node('');
  }
  let node = root;
  for (const key in value) {
    const { child } = node;
    const next = child !== undefined && child.key === key ? child : node.other(key);
    if (next === undefined) return undefined;
    node = next;
  }
  return node.run ?? makeRun(node);
}

function makeRun(node: Node): KeyRun {
  const keys: string[] = [];
  for (let at = node; at.parent !== undefined; at = at.parent) keys.unshift(at.key);
  return (node.run = new KeyRun(keys));
}
