import type { Case, Suite } from './cases.ts';

/** Imported when asked for: a thread that runs a case of one suite needs no other. */
const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  lock: async () => (await import('./lock/index.ts')).lockSuite,
  rlock: async () => (await import('./rlock/index.ts')).rlockSuite,
  condition: async () => (await import('./condition/index.ts')).conditionSuite,
  local: async () => (await import('./local/index.ts')).localSuite,
  shared: async () => (await import('./shared/index.ts')).sharedSuite,
  event: async () => (await import('./event/index.ts')).eventSuite,
  wire: async () => (await import('./wire/index.ts')).wireSuite,
  semaphore: async () => (await import('./semaphore/index.ts')).semaphoreSuite,
  barrier: async () => (await import('./barrier/index.ts')).barrierSuite,
  timer: async () => (await import('./timer/index.ts')).timerSuite,
  queue: async () => (await import('./queue/index.ts')).queueSuite,
  'simple-queue': async () => (await import('./queue/index.ts')).simpleQueueSuite,
  'process-queue': async () => (await import('./process-queue/index.ts')).processQueueSuite,
  'process-simple-queue': async () => (await import('./process-queue/index.ts')).processSimpleQueueSuite,
  connection: async () => (await import('./connection/index.ts')).connectionSuite,
  executor: async () => (await import('./executor/index.ts')).executorSuite,
  'thread-pool': async () => (await import('./thread-pool/index.ts')).threadPoolSuite,
  'process-pool': async () => (await import('./process-pool/index.ts')).processPoolSuite,
  'mp-pool': async () => (await import('./mp-pool/index.ts')).mpPoolSuite,
  futures: async () => (await import('./futures/index.ts')).futuresSuite,
  manager: async () => (await import('./manager/index.ts')).managerSuite,
  listener: async () => (await import('./listener/index.ts')).listenerSuite,
  process: async () => (await import('./process/index.ts')).processSuite,
  'shared-value': async () => (await import('./shared-value/index.ts')).sharedValueSuite,
  'named-memory': async () => (await import('./named-memory/index.ts')).namedMemorySuite,
  thread: async () => (await import('./thread/index.ts')).threadSuite,
};

/** The case of a name, in the thread that is to run it. */
export async function findCase(suite: string, group: string, title: string): Promise<Case> {
  const groups = (await suites[suite]?.())?.groups;
  const found = groups?.find((candidate) => candidate.title === group)?.cases[title];
  if (found === undefined) throw new Error(`no case ${suite}: ${group}: ${title}`);
  return found;
}
