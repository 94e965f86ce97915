/**
 * Everything that is explored of this library's own primitives.
 *
 * @module
 */

import { barrierProofs } from './barrier.ts';
import { bellProofs } from './bell.ts';
import { blockProofs } from './blocks.ts';
import { conditionProofs } from './condition.ts';
import { eventProofs } from './event.ts';
import { futureProofs } from './future.ts';
import { historyProofs } from './histories.ts';
import { lockProofs } from './lock.ts';
import { poolDoneProofs } from './pool-done.ts';
import { poolFutureProofs } from './pool-future.ts';
import { poolParkProofs } from './pool-park.ts';
import { poolQueueProofs } from './pool-queue.ts';
import { processBellProofs } from './process-bell.ts';
import type { Proof } from './proof.ts';
import { queueProofs } from './queue.ts';
import { rlockProofs } from './rlock.ts';
import { roundProofs } from './rounds.ts';
import { semaphoreProofs } from './semaphore.ts';
import { slotProofs } from './slots.ts';

// With them comes what explores them: of a copy that has a mistake in it, the copy's.
export { explore, replaySchedule } from '../../explore/index.ts';
export type { Proof } from './proof.ts';

export const proofs: readonly Proof[] = [
  ...blockProofs,
  ...slotProofs,
  ...bellProofs,
  ...processBellProofs,
  ...eventProofs,
  ...lockProofs,
  ...rlockProofs,
  ...semaphoreProofs,
  ...conditionProofs,
  ...barrierProofs,
  ...roundProofs,
  ...queueProofs,
  ...historyProofs,
  ...futureProofs,
  ...poolQueueProofs,
  ...poolDoneProofs,
  ...poolParkProofs,
  ...poolFutureProofs,
];
