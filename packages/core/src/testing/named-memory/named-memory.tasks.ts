import type { ShareableList, SharedMemory } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';

const bodies = {
  /** Writes the first byte of a block, and closes it. */
  change({ nested: [block] }: { readonly nested: readonly SharedMemory[] }, to: number): void {
    if (block === undefined) throw new RangeError('no block');
    new Uint8Array(block.buffer)[0] = to;
    block.close();
  },

  /** Replaces an item, and closes the list. */
  replace(list: ShareableList, index: number, value: never): void {
    list.set(index, value);
    list.shm.close();
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const namedTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
