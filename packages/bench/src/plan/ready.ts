/**
 * Starting what has to be running before the first unit.
 *
 * @module
 */

import { greet } from '../engines/greet.ts';
import { InputError } from '../input-error.ts';
import type { Subject } from './contracts.ts';
import type { Found } from './presence.ts';

/**
 * Makes every target ready; one that came with the defaults and does not start counts as missing from then on.
 *
 * @throws {InputError} for one that was asked for by name and does not start
 */
export async function makeReady(
  looked: readonly Found[],
  subjects: readonly Subject[],
  byName: boolean,
  announce: (text: string) => void,
  signal: AbortSignal,
): Promise<Found[]> {
  const ready: Found[] = [];
  for (const found of looked) {
    const { target, presence } = found;
    // Only a browser can be there and yet not start, or start without what every scenario needs.
    const trouble =
      presence.there && target.launch === undefined ? await start(found, subjects, announce, signal) : '';
    if (trouble === '' || !presence.there) {
      ready.push(found);
      continue;
    }
    const reason = `${presence.path} does not start: ${trouble}`;
    const remedy = `interleave doctor --on ${target.word}`;
    if (byName) throw new InputError(`${target.id} is of no use: ${reason}. To see more: ${remedy}`);
    ready.push({ target, presence: { there: false, reason, remedy } });
  }
  return ready;
}

async function start(
  { target }: Found,
  subjects: readonly Subject[],
  announce: (text: string) => void,
  signal: AbortSignal,
): Promise<string> {
  announce(`Bundling for ${target.title} and starting it`);
  await target.prepare(subjects);
  const { trouble } = await greet(target, signal);
  signal.throwIfAborted();
  return trouble;
}
