import { StateError } from '../../errors.ts';
import { because } from './because.ts';
import type { Carrier } from './carrier.ts';

/** What became of a call whose worker is dead. */
export function lostError(task: string, { name, error }: Carrier, killed: boolean): StateError {
  const how = killed ? 'was ended to stop another call' : 'died';
  return new StateError(
    `Cannot finish ${task}: its worker ${name} ${how} before it was done`,
    because(error),
  );
}
