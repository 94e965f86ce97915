import type { RLock } from '../../multiprocessing/index.ts';
import { TimeoutError } from '../../errors.ts';
import { BOUND, Flow } from './flow.ts';
import type { Gear } from './gear.ts';
import { noteItem } from './items.ts';
import { OWN_PLACE, type Resource, type StormBoard } from './storm-board.ts';

/** While all rest: what is not as it was promised. `inHand`: who may have died with an item. */
export async function inspectLull(gear: Gear, board: StormBoard, inHand: number): Promise<string[]> {
  const { barging, fair, changed, reentrant, sum, hits, event, queue } = gear;
  const troubles: string[] = [];
  const flow = new Flow(gear, board, OWN_PLACE, 0, false, () => 1, undefined);
  const timeout = BOUND;
  const plain = [
    ['barging lock', barging],
    ['fair lock', fair],
    ['condition', changed.lock],
  ] as const;
  for (const [name, lock] of plain) {
    if (await lock.acquire({ timeout })) {
      await flow.inside(name, lock.abandoned);
      lock.release();
    } else troubles.push(`the ${name} is not to be had: ${String(lock)}`);
  }
  const deep = [
    ['rlock', reentrant],
    ['value', sum.lock as RLock],
  ] as const;
  for (const [name, lock] of deep) {
    try {
      await lock.run(() => flow.inside(name, lock.abandoned), { timeout });
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      troubles.push(`the ${name} is not to be had: ${String(lock)}`);
    }
  }
  flow.rests();
  const died = (name: Resource): number => board.tally('told', name) + board.tally('unmarked', name);
  const between = (what: string, value: number, least: number, most: number): void => {
    if (value < least || value > most) troubles.push(`${what} is ${value}, not from ${least} to ${most}`);
  };
  // Whoever died between the two had changed one of them.
  const counted = board.read('sum');
  between('the sum', sum.value, counted, counted + died('value'));
  between('hits', Number(hits.value), board.read('added'), board.read('asked'));
  const items = board.read('put') - board.read('taken');
  between('the number of items', board.read('items'), items - died('condition'), items + died('condition'));
  while (!queue.empty) noteItem(board, queue.getNowait());
  between('the number of lost items', board.countLost(), 0, inHand);
  if (!event.isSet) troubles.push('the event is not set, and nobody has cleared it');
  return troubles;
}
