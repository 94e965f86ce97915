/**
 * Every interleaving of code over SharedWords, explored: for the primitives of this library, and for yours.
 *
 * @module
 */

export type {
  Body,
  Exploration,
  ExploreOptions,
  ExploreResult,
  Failure,
  FailureKind,
  Limits,
  Note,
  Search,
  Self,
  Step,
} from './exploration.ts';
export type { Address } from '../memory/index.ts';
export { checkExploration } from './check-exploration.ts';
export { explore } from './explore.ts';
export { NotDeterministic } from './not-deterministic.ts';
export { replaySchedule } from './replay.ts';
export { showColumns, showFailure, showStep, type ShownStep } from './show-failure.ts';
