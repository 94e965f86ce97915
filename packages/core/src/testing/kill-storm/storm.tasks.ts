import { defineTasks, type TaskRef } from '../../task/index.ts';
import { seededRandom } from '../../scenario/random.ts';
import { Thread } from '../../threading/index.ts';
import { sleep } from '../board.ts';
import { Flow, type OwnEnd } from './flow.ts';
import type { Gear } from './gear.ts';
import { live } from './live.ts';
import { anyStep } from './steps.ts';
import { FLOWS, StormBoard } from './storm-board.ts';

/** How a process behaves: with one flow that blocks, with several that never do, or with threads that end as holders. */
export type Manner = 'blocks' | 'awaits' | 'loses threads';

/** What a process is told. */
export interface Life {
  readonly place: number;
  readonly seed: number;
  readonly manner: Manner;
  readonly ownEnd: OwnEnd | undefined;
  /** After so many steps it ends by itself; 0: it does not. */
  readonly steps: number;
}

const bodies = {
  async weather(gear: Gear, { place, seed, manner, ownEnd, steps }: Life): Promise<void> {
    const next = seededRandom(seed);
    const board = new StormBoard(gear.board);
    const flow = (number: number): Flow =>
      new Flow(
        gear,
        board,
        place,
        number,
        manner === 'blocks',
        seededRandom(Math.floor(next() * 2 ** 32)),
        ownEnd,
      );
    if (manner === 'loses threads') {
      const one = flow(0);
      const step = async (): Promise<void> => {
        const fair = one.next() < 0.5;
        const thread = new Thread(tasks.endsInside, { args: [gear, place, fair] }).start();
        await one.waits(fair ? 'fair lock' : 'barging lock', () => thread.join(), false);
        if (thread.error !== undefined) throw thread.error;
        await sleep(20);
      };
      await live(one, steps, step);
      return;
    }
    const flows = Array.from({ length: manner === 'blocks' ? 1 : FLOWS }, (_, number) => flow(number));
    await Promise.all(flows.map((one) => live(one, steps, anyStep)));
  },

  /** A thread that ends with a lock in its hands, in a process that goes on. */
  endsInside(gear: Gear, place: number, fair: boolean): void {
    const flow = new Flow(gear, new StormBoard(gear.board), place, 0, true, () => 0, undefined);
    const lock = fair ? gear.fair : gear.barging;
    lock.acquireSync();
    flow.entersForGood(fair ? 'fair lock' : 'barging lock', lock.abandoned);
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const stormProcessTasks: typeof tasks = tasks;
