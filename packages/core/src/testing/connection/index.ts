import type { CaseGroup, Suite } from '../cases.ts';
import { bytes } from './bytes.ts';
import { ends } from './ends.ts';
import { messages } from './messages.ts';
import { passing } from './passing.ts';
import { processes } from './processes.ts';
import { runtimes } from './runtimes.ts';
import { blocking, waiting } from './waiting.ts';
import { waitingForMany, waitingForProcesses } from './waiting-for-many.ts';

/**
 * Pipe and Connection, and `wait` for several of them.
 *
 * Adapted of CPython's rows: CONN-13 and CONN-14 (an end travels as any primitive does), CONN-15 (a Connection is not
 * made of a descriptor), CWT-02 and CWT-04 (sockets of the runtime are waited for by promises), CWT-06 (a process is
 * waited for as itself).
 */
export const connectionSuite: Suite = {
  name: 'connection',
  variants: ['pipe'],
  groups: [
    messages,
    bytes,
    ends,
    waiting,
    blocking,
    passing,
    waitingForMany,
    processes,
    runtimes,
    waitingForProcesses,
  ],
};

/** The groups whose cases start no other thread and no process. */
export const insideOneThread: readonly CaseGroup[] = [messages, bytes, ends, waiting];
