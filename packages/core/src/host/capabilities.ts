/**
 * What a runtime can do, tried and not looked up.
 *
 * @module
 */

import { processProgram } from '../agent/scope.ts';
import { currentHost } from '../agent/state.ts';
import '../multiprocessing/index.ts';
import { HEADER, probeAsyncWait, probeBlocking, probeSharedMemory, type Probe } from '../memory/index.ts';

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
    capability('process-scope', over(probeProcesses)),
    capability('standard-error', {
      works: host.runtime !== 'browser',
      seen: host.runtime === 'browser' ? 'a page has a console only' : 'written synchronously',
    }),
  ];
}

/** Opens the memory that the program would share with its processes, and sleeps on it for a moment. */
function probeProcesses(): Probe {
  try {
    const { words } = processProgram();
    const outcome = words.wait(HEADER.magic, words.load(HEADER.magic), 1);
    if (outcome !== 'timed-out') return { works: false, seen: `a futex of shared memory gave ${outcome}` };
    const window = words.memory.buffer instanceof SharedArrayBuffer;
    return {
      works: true,
      seen: `memory of ${window ? 'a SharedArrayBuffer' : 'an ArrayBuffer'} that processes map, with futexes`,
    };
  } catch (error) {
    return { works: false, seen: error instanceof Error ? error.message : String(error) };
  }
}

function capability(name: string, { works, seen }: Probe): Capability {
  return { name, available: works, reason: seen };
}
