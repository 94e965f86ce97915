/**
 * Items of a storm's queue: each is numbered, and what becomes of it is written on the board.
 *
 * @module
 */

import type { Queue } from '../../multiprocessing/index.ts';
import type { WaitOptions } from '../../agent/deadline.ts';
import type { StormItem } from './gear.ts';
import type { StormBoard } from './storm-board.ts';

type Items = Queue<StormItem>;

/** Of every size between nothing and more than the memory that a queue begins with. */
function itemOf(number: number): StormItem {
  return { number, bytes: new Uint8Array((number * 97) % 3001).fill(number % 251) };
}

export async function giveItem(
  board: StormBoard,
  queue: Items,
  blocks: boolean,
  options: WaitOptions,
): Promise<void> {
  const number = board.number();
  if (number === undefined) return;
  if (blocks) queue.putSync(itemOf(number), options);
  else await queue.put(itemOf(number), options);
  board.wasPut(number);
}

export async function takeItem(
  board: StormBoard,
  queue: Items,
  blocks: boolean,
  options: WaitOptions,
): Promise<void> {
  noteItem(board, blocks ? queue.getSync(options) : await queue.get(options));
}

/** In a lull, when there is room. */
export function giveItemNow(board: StormBoard, queue: Items): void {
  const number = board.number(0);
  if (number === undefined) throw new RangeError('there are no numbers left');
  queue.putNowait(itemOf(number));
  board.wasPut(number);
}

/** Whoever dies before this had the item in its hands. */
export function noteItem(board: StormBoard, { number, bytes }: StormItem): void {
  board.wasGot(number);
  board.count('done', 'queue');
  if (bytes.length !== (number * 97) % 3001 || bytes.some((byte) => byte !== number % 251))
    board.trouble('gave an item that is not as it was put', 'queue', number);
}
