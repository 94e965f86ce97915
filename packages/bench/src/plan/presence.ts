/**
 * Which of the wanted targets are there.
 *
 * @module
 */

import { InputError } from '../input-error.ts';
import type { Presence, Target } from '../targets/target.ts';

/** A target and where it is, or why it is not. */
export interface Found {
  readonly target: Target;
  readonly presence: Presence;
}

/**
 * Looks for all of them at once. One that was asked for by name and is missing ends the run before it begins.
 *
 * @throws {InputError} with what to type to get it
 */
export async function findTargets(targets: readonly Target[], byName: boolean): Promise<Found[]> {
  const found = await Promise.all(
    targets.map(async (target) => ({ target, presence: await target.probe() })),
  );
  const missing = found.flatMap(({ target, presence }) =>
    presence.there ? [] : [`${target.id} is not here: ${presence.reason}. To get it: ${presence.remedy}`],
  );
  if (byName && missing.length > 0) throw new InputError(missing.join('\n'));
  return found;
}
