/**
 * What starting processes asks of the memory that they share. It is built upon this: whatever copy of core comes last
 * registers it, and where processes share no memory here there is none.
 *
 * @module
 */

import { agent } from './state.ts';

export interface ProcessMemory {
  /** The descriptor of the segment, made if there is none; undefined where processes cannot share memory. */
  descriptor(): number | undefined;
  /** In a child, before any user code: makes it one of the program's processes. */
  join(descriptor: number): void;
  /** A task's arguments, called `root` in an error; their primitives in flight until they are read, once, or given up. */
  write(args: unknown, root?: string): Uint8Array<ArrayBuffer>;
  /** `preparing` gets what must be waited for before the task may use them. */
  read(bytes: Uint8Array<ArrayBuffer>, preparing: Promise<unknown>[]): unknown;
  giveUp(bytes: Uint8Array<ArrayBuffer>): void;
  /** A process has ended: what it held is free from here on. */
  died(): void;
}

export function processMemory(): ProcessMemory {
  return agent().processMemory as ProcessMemory;
}
