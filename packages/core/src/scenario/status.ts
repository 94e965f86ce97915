/**
 * How a cell of the report ended, from best to worst; merging takes the worst.
 *
 * @module
 */

/**
 * From best to worst. `skipped`: not run, on purpose. `precondition`: the target lacks something. `vacuous`: it ran
 * but proved nothing. `notObserved`: what must be seen was not. `crash`: the target died.
 */
export const STATUSES: readonly [
  'pass',
  'interesting',
  'skipped',
  'precondition',
  'vacuous',
  'notObserved',
  'timeout',
  'error',
  'crash',
  'forbidden',
] = [
  'pass',
  'interesting',
  'skipped',
  'precondition',
  'vacuous',
  'notObserved',
  'timeout',
  'error',
  'crash',
  'forbidden',
];

export type Status = (typeof STATUSES)[number];

/** The worst of some statuses; `pass` for none. */
export function worst(statuses: Iterable<Status>): Status {
  let index = 0;
  for (const status of statuses) index = Math.max(index, STATUSES.indexOf(status));
  return STATUSES[index] ?? 'pass';
}

/** Whether one status is worse than another. */
export function worseThan(a: Status, b: Status): boolean {
  return STATUSES.indexOf(a) > STATUSES.indexOf(b);
}
