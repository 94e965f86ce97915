/**
 * The contract suites: what every runtime package's primitives must do, one suite a primitive.
 *
 * @module
 */

export { connectionContract } from './connection.contract.ts';
export { conditionContract } from './condition.contract.ts';
export { barrierContract } from './barrier.contract.ts';
export { eventContract } from './event.contract.ts';
export { executorContract } from './executor.contract.ts';
export { processPoolContract } from './process-pool.contract.ts';
export { mpPoolContract } from './mp-pool.contract.ts';
export { threadPoolContract } from './thread-pool.contract.ts';
export { futuresContract } from './futures.contract.ts';
export type { Describe, Harness, RuntimeName, Test } from './harness.ts';
export { linearizabilityContract } from './linearizability.contract.ts';
export { killStormContract } from './kill-storm.contract.ts';
export { localContract } from './local.contract.ts';
export { lockContract } from './lock.contract.ts';
export { flatMemoryContract } from './flat-memory.contract.ts';
export { poolProgramsContract } from './pool-programs.contract.ts';
export { multiprocessingProgramsContract } from './multiprocessing-programs.contract.ts';
export { processContract } from './process.contract.ts';
export { processQueueContract } from './process-queue.contract.ts';
export { programsContract } from './programs.contract.ts';
export { rlockContract } from './rlock.contract.ts';
export { queueStressContract } from './queue-stress.contract.ts';
export { queueContract, simpleQueueContract } from './queue.contract.ts';
export { processProgramsContract } from './process-programs.contract.ts';
export { peersContract } from './peers.contract.ts';
export { runtimeContract } from './runtime.contract.ts';
export { sharedContract } from './shared.contract.ts';
export { stressCoordinationContract } from './stress-coordination.contract.ts';
export { semaphoreContract } from './semaphore.contract.ts';
export { barrierStressContract } from './stress-barrier.contract.ts';
export { poolStressContract } from './stress-pool.contract.ts';
export { semaphoreStressContract } from './stress-semaphore.contract.ts';
export { stressContract } from './stress.contract.ts';
export { threadContract } from './thread.contract.ts';
export { wireContract } from './wire.contract.ts';
export { packContract } from './pack.contract.ts';
export type { ForeignWorker } from './pack/foreign.ts';
export { timerContract } from './timer.contract.ts';
export { sharedValueContract } from './shared-value.contract.ts';
export { namedMemoryContract } from './named-memory.contract.ts';
export { sharedMemoryContract } from './shared-memory.contract.ts';
export { loggingContract } from './logging.contract.ts';
export { listenerContract } from './listener.contract.ts';
export { managerContract } from './manager.contract.ts';
export { managerProgramsContract } from './manager-programs.contract.ts';
