/** Shared memory: the seam, its thread-scope implementation, blocks and slots. @module */
export { atomicAdd, atomicLoad, atomicStore } from './atomic-view.ts';
export { Blocks, KIND, type Handle, type Kind } from './blocks.ts';
export { Holdings, releaseHoldings } from './holdings.ts';
export { cellsAt, type Cells, type CellType } from './cells.ts';
export { enter, HELD, leave, RECOVERED } from './latch.ts';
export {
  ASYNC_SHIFT,
  BLOCKED,
  HEADER,
  HEAP,
  LAYOUT_VERSION,
  SEGMENT_BYTES,
  SEGMENT_HEAP,
  SEGMENT_MAGIC,
  SEGMENT_REFERENCE,
  SEGMENT_STEP_WORDS,
  SLOT,
  SLOT_BITS,
  SLOTS,
  WAITING,
} from './layout.ts';
export { pause } from './pause.ts';
export { probeAsyncWait, probeBlocking, probeSharedMemory, type Probe } from './probe.ts';
export { ProcessWords, SLICE_MS, type Sleeper } from './process-words.ts';
export { sleepSync } from './sleep.ts';
export { LONGEST_WAIT, type Address, type SharedWords, type WaitResult } from './shared-words.ts';
export {
  AGENT_ID_MASK,
  CLAIMED,
  COMING,
  ENDING,
  FREE,
  LIVE,
  NOBODY,
  PARKED,
  agents,
  claimSlot,
  ending,
  freeSlot,
  gone,
  isLifeless,
  lifeAddress,
  mark,
  slotAddress,
  type AgentId,
} from './slots.ts';
export { enterStock, inStock, leaveStock, park, putBack, takeFromStock } from './stock.ts';
export { PAGE_BYTES, ThreadWords, type WasmMemory } from './thread-words.ts';
export { checkWindow, createWindow, joinWindow, sealWindow } from './window.ts';
