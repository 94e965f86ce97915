/**
 * The items of `imap`: so many are taken at once, so that a pool may be closed right after the call as in Python, and
 * those of a longer source, which may be endless, as they come, with turns of the event loop between.
 *
 * @module
 */

import type { Host } from '../../host/host.ts';

const AT_ONCE = 16_384;
const A_TURN = 64;

export interface Taken {
  readonly items: Iterable<unknown> | AsyncIterable<unknown>;
  /** What the source threw, which is told after the results of what came before. */
  readonly failure: { readonly error: unknown } | undefined;
}

export function takeItems(source: Iterable<unknown>, host: Host): Taken {
  const iterator = source[Symbol.iterator]();
  const items: unknown[] = [];
  try {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      items.push(next.value);
      if (items.length === AT_ONCE) return { items: inTurns(items, iterator, host), failure: undefined };
    }
    return { items, failure: undefined };
  } catch (error) {
    return { items, failure: { error } };
  }
}

async function* inTurns(
  items: readonly unknown[],
  rest: Iterator<unknown>,
  host: Host,
): AsyncGenerator<unknown> {
  yield* items;
  let count = 0;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    yield next.value;
    count += 1;
    if (count % A_TURN === 0) await new Promise<void>((resolve) => host.nextTurn(resolve));
  }
}
