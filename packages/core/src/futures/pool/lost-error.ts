import { StateError } from '../../errors.ts';
import type { ThreadView } from '../../lifecycle/thread-view.ts';

/** What became of a call whose worker is dead. */
export function lostError(task: string, thread: ThreadView, killed: boolean): StateError {
  const how = killed ? 'was ended to stop another call' : 'died';
  const cause = thread.error;
  return new StateError(
    `Cannot finish ${task}: its worker ${thread.name} ${how} before it was done`,
    cause === undefined ? undefined : { cause },
  );
}
