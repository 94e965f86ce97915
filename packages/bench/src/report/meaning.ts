import type { Status } from '@interleave/core/scenario';

/** What a status says about the contract. Each meaning has one colour, wherever it appears. */
export type Meaning = 'held' | 'surprised' | 'notRun' | 'provedNothing' | 'notFinished' | 'broken';

const MEANINGS: Readonly<Record<Status, Meaning>> = {
  pass: 'held',
  interesting: 'surprised',
  skipped: 'notRun',
  precondition: 'notRun',
  vacuous: 'provedNothing',
  notObserved: 'provedNothing',
  timeout: 'notFinished',
  error: 'notFinished',
  crash: 'notFinished',
  forbidden: 'broken',
};

/** What a status says about the contract. */
export function meaningOf(status: Status): Meaning {
  return MEANINGS[status];
}

/** The status as a reader is shown it. */
export function statusWord(status: Status): string {
  return status === 'notObserved' ? 'not observed' : status;
}

/** True for a status that somebody must look into: the run proved nothing, did not end or broke its contract. */
export function isFailure(status: Status): boolean {
  const meaning = MEANINGS[status];
  return meaning === 'provedNothing' || meaning === 'notFinished' || meaning === 'broken';
}

/** One sentence a status, for legends. */
export const STATUS_ABOUT: Readonly<Record<Status, string>> = {
  pass: 'every observation was allowed and everything promised was seen',
  interesting: 'allowed, and surprising enough to show first',
  skipped: 'left out',
  precondition: 'the target lacks something the scenario needs',
  vacuous: 'it ran, but what it is about never came up',
  notObserved: 'an outcome that must be seen was not',
  timeout: 'it did not end in its time',
  error: 'it threw',
  crash: 'its process or page died',
  forbidden: 'it showed what the contract rules out',
};
