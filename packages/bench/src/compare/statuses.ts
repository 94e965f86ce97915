/**
 * What two statuses of the same thing come to.
 *
 * @module
 */

import { type Status, worseThan } from '@interleave/core/scenario';
import { meaningOf } from '../report/meaning.ts';
import type { Change } from './model.ts';

/**
 * `pass` and `interesting` are both good: which of them it is, chance decides. What did not run says nothing, and of two
 * failures the one that is farther down the list of statuses is worse.
 */
export function changeOf(was: Status, is: Status): Change {
  if (was === is) return 'unchanged';
  const [before, after] = [rank(was), rank(is)];
  if (before === 'notRun' || after === 'notRun') return before === after ? 'unchanged' : 'unresolved';
  if (before === 'good' && after === 'good') return 'unchanged';
  return worseThan(is, was) ? 'regressed' : 'improved';
}

function rank(status: Status): 'good' | 'notRun' | 'bad' {
  const meaning = meaningOf(status);
  if (meaning === 'held' || meaning === 'surprised') return 'good';
  return meaning === 'notRun' ? 'notRun' : 'bad';
}
