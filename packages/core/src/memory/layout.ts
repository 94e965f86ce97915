/**
 * Where things are in a window. Every agent of a program reads the same numbers, so any change here raises
 * LAYOUT_VERSION.
 *
 * @module
 */

import type { Address } from './shared-words.ts';

export const LAYOUT_VERSION = 5;
export const MAGIC = 0x1e_af_10_c4;
/** Of a window that processes share. */
export const SEGMENT_MAGIC = 0x1e_af_5e_97;

/** The header of a window, of threads or of processes: words 0 to 63. */
export const HEADER: {
  readonly magic: Address;
  readonly layoutVersion: Address;
  /** The last thread identifier given out. */
  readonly ident: Address;
  /** The last number in a default name such as `Thread-3`. */
  readonly threadNumber: Address;
  /** A wait point: how many non-daemon threads live. */
  readonly living: Address;
  /** The agent that set the excepthook, 0 where it is the default. */
  readonly hookAgent: Address;
  /** The record of the first agent's thread. */
  readonly firstRecord: Address;
  /** 1 from when the first agent exits: who wakes up then must not go on. */
  readonly exiting: Address;
  /** Slots above this one were never claimed. */
  readonly highestSlot: Address;
  /** Where the next search for a free slot begins. */
  readonly slotCursor: Address;
  /** Guards the allocator. */
  readonly allocatorLatch: Address;
  /** The first word that was never allocated. */
  readonly bump: Address;
  /** The first free block of each size class. */
  readonly freeLists: Address;
  /** The last entry of the registry of `shared`. */
  readonly shared: Address;
  /** A wait point: how many workers were ever taken from the stock. */
  readonly taken: Address;
  /** The number in the default name of the next pool. */
  readonly poolNumber: Address;
  /** In the window of a process's threads: guards what follows. */
  readonly segmentLatch: Address;
  /** 1 more than the descriptor of the segment that the process shares with others, 0 while it has none. */
  readonly segmentFd: Address;
  /** Where the segment is mapped in this process, for all its threads and for ever: 64 bits. */
  readonly segmentBase: Address;
  /** The lines by which a process's threads ring other processes: see multiprocessing/lines.ts; 0 before the first. */
  readonly lines: Address;
  /** In a segment: which C library keeps the life words. */
  readonly libc: Address;
  /** The agent that the program begins and ends with; 0 before it is known. */
  readonly root: Address;
  /** Words below this one have memory. */
  readonly reserved: Address;
  /** Who buries the dead. */
  readonly sweeper: Address;
  /** Names the program: four random words. */
  readonly tag: Address;
  /** A wait point: how many child processes live. */
  readonly children: Address;
  /** The last number in a default name such as `Process-3`. */
  readonly processNumber: Address;
  /** The start method that was chosen for the program; 0 while none is. */
  readonly startMethod: Address;
  /** In a child process: a block that says which; 0 in the process that a user started. */
  readonly origin: Address;
  /** 1 when nobody starts threads and processes and sees them end any more. */
  readonly unattended: Address;
  /** In a segment: a block that says who removes the named blocks that are left; 0 while there is none. */
  readonly tracker: Address;
  /** In the window of a process's threads: from which level on the logger writes; 0 while nobody has said. */
  readonly logLevel: Address;
  /** Held while a line is written: by threads while their process has no segment, else by all who share it. */
  readonly logLatch: Address;
  readonly sharedLogLatch: Address;
  /** In the window of a process's threads: who watches its sockets, see multiprocessing/sockets/watch.ts; 0 while nobody. */
  readonly watch: Address;
} = {
  // 0 and 1 are nobody's: Bun writes zeros there when it frees a WebAssembly.Memory, also over shared pages.
  ident: 2,
  threadNumber: 3,
  living: 4, // a wait point: 4 and 5
  tracker: 6,
  hookAgent: 7,
  highestSlot: 8,
  allocatorLatch: 9,
  bump: 10,
  slotCursor: 11,
  firstRecord: 12,
  exiting: 13,
  magic: 14,
  layoutVersion: 15,
  freeLists: 16, // one a size class: 16 to 40
  shared: 41,
  taken: 44, // a wait point: 44 and 45
  poolNumber: 46,
  segmentLatch: 47,
  segmentFd: 48,
  segmentBase: 50, // 50 and 51
  lines: 49,
  libc: 52,
  root: 53,
  reserved: 54,
  sweeper: 55,
  tag: 56, // 56 to 59
  children: 60, // a wait point: 60 and 61
  processNumber: 62,
  startMethod: 63,
  origin: 42,
  unattended: 43,
  // Of threads alone, where a segment has its tag; and of a segment, where they have their segment's latch.
  watch: 57,
  logLevel: 58,
  logLatch: 59,
  sharedLogLatch: 47,
};

/** Block sizes are powers of two: class 0 is 32 bytes, the last is 512 MiB. */
export const SIZE_CLASSES = 25;

/** A wait point is two words: the state that is waited on, and who waits. */
export const WAITING = 1;
/** In the second: how many agents block on the state. */
export const BLOCKED = 0xffff;
/** In the second: the first of 16 bits, which say which agents have asynchronous waiters. */
export const ASYNC_SHIFT = 16;

/** Agents that a program may have at once; an agent's identity packs slot and generation into 28 bits. */
export const SLOT_BITS = 11;
export const GENERATION_BITS = 17;
export const SLOTS: number = 2 ** SLOT_BITS;
export const SLOT_WORDS = 16;
export const SLOT_TABLE: Address = 64;

/** The words of a slot. */
export const SLOT: {
  readonly state: Address;
  readonly generation: Address;
  /** Rung (1) or quiet (0): the only word that is ever waited for asynchronously. */
  readonly doorbell: Address;
  /** The word that the agent blocks on, so that a death can wake whoever waited with the dead. */
  readonly waitingOn: Address;
  /** The thread's record. */
  readonly record: Address;
  /** Set by an alarm, cleared by the agent before each look: see wait-point.ts. */
  readonly alarmed: Address;
  /** What the agent holds: the first chunk of its table. */
  readonly holdings: Address;
  /** What a thread's worker is to run: see lifecycle/start-word.ts. */
  readonly start: Address;
  /** The identity whose worker anybody asked may make; 0 from when somebody does. */
  readonly offer: Address;
  /** Who the agent is among processes, 0 while it is nobody there. */
  readonly abroad: Address;
  /** In a segment: the process and the kernel's thread that the agent is. */
  readonly pid: Address;
  readonly tid: Address;
} = {
  state: 0,
  generation: 1,
  doorbell: 2,
  waitingOn: 3,
  record: 4,
  alarmed: 5,
  holdings: 6,
  start: 7,
  offer: 8,
  pid: 9,
  tid: 10,
  abroad: 11,
};

/** The first word of the heap. */
export const HEAP: Address = SLOT_TABLE + SLOTS * SLOT_WORDS;

/** In a segment: a robust mutex for each slot, of which the first word is the life word; see slots.ts. */
export const LIFE_TABLE: Address = 49_152;
export const LIFE_WORDS = 16;
/** The bytes of a segment: address space, of which only what is reserved becomes memory. */
export const SEGMENT_BYTES: number = 2 ** 30;
/** It is reserved in steps. */
export const SEGMENT_STEP_WORDS: number = 2 ** 18;
/** In lists of what holds or is in flight with what, a block of the segment is its address and this. */
export const SEGMENT_REFERENCE: Address = 2 ** 28;
/** The first word of a segment's heap. */
export const SEGMENT_HEAP: Address = LIFE_TABLE + SLOTS * LIFE_WORDS;
