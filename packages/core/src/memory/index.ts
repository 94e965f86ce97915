/** Shared memory: the seam, its thread-scope implementation, blocks and slots. @module */
export { atomicAdd, atomicLoad, atomicStore } from './atomic-view.ts';
export { Blocks, KIND, type Handle, type Kind } from './blocks.ts';
export { Holdings, releaseHoldings } from './holdings.ts';
export { enter, HELD, leave, RECOVERED } from './latch.ts';
export { ASYNC_SHIFT, BLOCKED, HEADER, HEAP, LAYOUT_VERSION, SLOT, SLOTS, WAITING } from './layout.ts';
export { pause } from './pause.ts';
export { probeAsyncWait, probeBlocking, probeSharedMemory, type Probe } from './probe.ts';
export { sleepSync } from './sleep.ts';
export { LONGEST_WAIT, type Address, type SharedWords, type WaitResult } from './shared-words.ts';
export {
  AGENT_ID_MASK,
  CLAIMED,
  COMING,
  ENDING,
  FREE,
  LIVE,
  PARKED,
  agents,
  claimSlot,
  ending,
  freeSlot,
  gone,
  slotAddress,
  type AgentId,
} from './slots.ts';
export { enterStock, inStock, leaveStock, park, putBack, takeFromStock } from './stock.ts';
export { ThreadWords, type WasmMemory } from './thread-words.ts';
export { createWindow, joinWindow } from './window.ts';
