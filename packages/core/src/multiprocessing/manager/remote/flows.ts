/**
 * The flows of this agent that hold re-entrant locks of managers: one list for each lock, however many proxies it has.
 *
 * @module
 */

import type { Program } from '../../../agent/program.ts';
import { isInside } from '../../../threading/flows.ts';
import type { Referee } from '../proxy.ts';

/** Below all addresses of locks in memory. */
let lastKey = 0;
let lastFlow = 0;

export class RemoteFlows {
  readonly key: number = (lastKey -= 1);
  readonly #flows: Set<number> = new Set();

  begin(): number {
    lastFlow += 1;
    this.#flows.add(lastFlow);
    return lastFlow;
  }

  end(flow: number): void {
    this.#flows.delete(flow);
  }

  has(flow: number): boolean {
    return this.#flows.has(flow);
  }

  /** The one that the present flow is inside; 0 for none. */
  present(program: Program): number {
    for (const flow of this.#flows) if (isInside(program, this.key, flow)) return flow;
    return 0;
  }
}

const known = new WeakMap<Referee, Map<number, RemoteFlows>>();

export function flowsOf(referee: Referee, id: number): RemoteFlows {
  let ofReferee = known.get(referee);
  if (ofReferee === undefined) known.set(referee, (ofReferee = new Map()));
  let flows = ofReferee.get(id);
  if (flows === undefined) ofReferee.set(id, (flows = new RemoteFlows()));
  return flows;
}
