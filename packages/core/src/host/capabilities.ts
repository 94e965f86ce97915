/**
 * What a runtime can do, tried and not looked up.
 *
 * @module
 */

import { currentHost } from '../agent/state.ts';
import { probeAsyncWait, probeBlocking, probeSharedMemory, type Probe } from '../memory/index.ts';

export interface Capability {
  readonly name: string;
  readonly available: boolean;
  /** Why it is not, or what was seen. */
  readonly reason: string;
}

/** Tries everything that scenarios may require, in this agent. */
export function capabilities(): Capability[] {
  const host = currentHost();
  const missing = host.noSharedMemory;
  const shared: Probe = missing === undefined ? probeSharedMemory() : { works: false, seen: missing };
  const native = host.nativeThreadId();
  const over = (probe: () => Probe): Probe => (shared.works ? probe() : shared);
  const blocking = over(probeBlocking);
  return [
    capability('shared-memory', shared),
    capability('threads', {
      works: shared.works,
      seen: shared.works
        ? `workers over that memory, ${host.parallelism()} at once in parallel`
        : shared.seen,
    }),
    capability('async-wait', over(probeAsyncWait)),
    capability('blocking-main', {
      works: blocking.works,
      seen: blocking.works ? blocking.seen : `${blocking.seen}; the asynchronous forms work`,
    }),
    capability('native-thread-id', {
      works: native !== null,
      seen:
        native === null
          ? 'the kernel’s identifier of a thread cannot be read here'
          : `this thread is ${native}`,
    }),
    capability('standard-error', {
      works: host.runtime !== 'browser',
      seen: host.runtime === 'browser' ? 'a page has a console only' : 'written synchronously',
    }),
  ];
}

function capability(name: string, { works, seen }: Probe): Capability {
  return { name, available: works, reason: seen };
}
