/**
 * Every scenario of the guide, in the guide's order.
 *
 * @module
 */

/** Where a scenario is: `module` is its path below this folder, without an extension. */
export interface CatalogueEntry {
  readonly id: string;
  readonly module: string;
}

export const catalogue: readonly CatalogueEntry[] = [
  { id: 'what-threads-share', module: '01-basics/what-threads-share' },
  { id: 'thread-identity', module: '01-basics/thread-identity' },
  { id: 'processes', module: '01-basics/processes' },
  { id: 'several-cpus', module: '02-why/several-cpus' },
  { id: 'one-cpu', module: '02-why/one-cpu' },
  { id: 'thread-cost', module: '02-why/thread-cost' },
  { id: 'waiting-outside', module: '02-why/waiting-outside' },
  { id: 'thread-api', module: '03-threading-models/thread-api' },
  { id: 'pipeline', module: '03-threading-models/pipeline' },
  { id: 'kernel-threads', module: '03-threading-models/kernel-threads' },
  { id: 'taking-turns', module: '03-threading-models/taking-turns' },
  { id: 'tasks-over-threads', module: '03-threading-models/tasks-over-threads' },
  { id: 'reference-counts', module: '03-threading-models/reference-counts' },
  { id: 'factorial', module: '04-executors/factorial' },
  { id: 'thread-pool', module: '04-executors/thread-pool' },
  { id: 'future', module: '04-executors/future' },
  { id: 'waiting-for-a-result', module: '04-executors/waiting-for-a-result' },
  { id: 'cpu-work', module: '04-executors/cpu-work' },
  { id: 'sleeping', module: '04-executors/sleeping' },
  { id: 'blocking-sleep', module: '04-executors/blocking-sleep' },
  { id: 'start-and-join', module: '04-executors/start-and-join' },
  { id: 'threads-or-processes', module: '04-executors/threads-or-processes' },
  { id: 'lost-update', module: '05-races/lost-update' },
  { id: 'store-buffering', module: '05-races/store-buffering' },
  { id: 'message-passing', module: '05-races/message-passing' },
  { id: 'load-buffering', module: '05-races/load-buffering' },
  { id: 'independent-reads', module: '05-races/independent-reads' },
  { id: 'coherence', module: '05-races/coherence' },
  { id: 'waiting-for-a-flag', module: '05-races/waiting-for-a-flag' },
  { id: 'context-switch', module: '05-races/context-switch' },
  { id: 'fairness', module: '05-races/fairness' },
  { id: 'lock-states', module: '05-races/lock-states' },
  { id: 'producer-consumer', module: '06-queues/producer-consumer' },
  { id: 'web-server', module: '06-queues/web-server' },
  { id: 'bounded-queue', module: '06-queues/bounded-queue' },
  { id: 'polite-stop', module: '06-queues/polite-stop' },
  { id: 'poison-pill', module: '06-queues/poison-pill' },
  { id: 'off-the-lock', module: '06-queues/off-the-lock' },
  { id: 'multiprocessing-api', module: '07-processes/multiprocessing-api' },
  { id: 'own-interpreter', module: '07-processes/own-interpreter' },
  { id: 'process-lock', module: '07-processes/process-lock' },
  { id: 'handed-lock', module: '07-processes/handed-lock' },
  { id: 'semaphore', module: '07-processes/semaphore' },
  { id: 'own-variables', module: '08-sharing/own-variables' },
  { id: 'process-queue', module: '08-sharing/process-queue' },
  { id: 'pipe', module: '08-sharing/pipe' },
  { id: 'shared-value', module: '08-sharing/shared-value' },
  { id: 'shared-memory', module: '08-sharing/shared-memory' },
  { id: 'log-file', module: '08-sharing/log-file' },
  { id: 'database', module: '08-sharing/database' },
  { id: 'start-methods', module: '10-start-methods/start-methods' },
  { id: 'spawn-and-standby', module: '10-start-methods/spawn-and-standby' },
  { id: 'forgotten-join', module: '11-problems/forgotten-join' },
  { id: 'thread-death', module: '11-problems/thread-death' },
  { id: 'kill-storm', module: '11-problems/kill-storm' },
  { id: 'log-lines', module: '11-problems/log-lines' },
  { id: 'deadlock', module: '11-problems/deadlock' },
  { id: 'starvation', module: '11-problems/starvation' },
  { id: 'wrong-scope', module: '11-problems/wrong-scope' },
  { id: 'method-of-an-object', module: '11-problems/method-of-an-object' },
];
