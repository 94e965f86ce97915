/**
 * Which asynchronous flow this is: the chain of `run`s of re-entrant locks that it is inside.
 *
 * Where the runtime carries a value through awaits, the chain is always known. Where it cannot, it is known in the
 * synchronous part of a body, in which nobody else runs, and unknown after its first await.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { Flows } from '../host/host.ts';
import type { Address } from '../memory/index.ts';

/** One `run` that a flow is inside, until it is over. */
interface Inside {
  readonly lock: Address;
  readonly flow: number;
  readonly outer: Inside | undefined;
  over: boolean;
}

let current: unknown;

/** For runtimes without an AsyncLocalStorage. */
const synchronous: Flows = {
  run: (store, body) => {
    const before = current;
    current = store;
    try {
      return body();
    } finally {
      current = before;
    }
  },
  getStore: () => current,
};

/** Whether a flow that is not known to be inside a `run` is certainly outside. */
export function knowsFlows({ host }: Program): boolean {
  return host.flows !== undefined;
}

/** Whether the present flow is inside the `run` of a lock that has this number. */
export function isInside(program: Program, lock: Address, flow: number): boolean {
  let inside = innermost(program);
  while (inside !== undefined && (inside.lock !== lock || inside.flow !== flow))
    inside = living(inside.outer);
  return inside !== undefined;
}

/** Calls `body` inside a `run`, which lasts until what it gives is settled. */
export async function insideFlow<T>(
  program: Program,
  lock: Address,
  flow: number,
  body: () => T | PromiseLike<T>,
): Promise<T> {
  const inside: Inside = { lock, flow, outer: innermost(program), over: false };
  try {
    return await (program.host.flows ?? synchronous).run(inside, body);
  } finally {
    inside.over = true;
  }
}

function innermost({ host }: Program): Inside | undefined {
  return living((host.flows ?? synchronous).getStore() as Inside | undefined);
}

/** What a flow left behind may have inherited from `run`s that are over: a chain of them would only grow. */
function living(inside: Inside | undefined): Inside | undefined {
  let at = inside;
  while (at?.over === true) at = at.outer;
  return at;
}
