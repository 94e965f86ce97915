import { StateError } from '../../errors.ts';
import { ShareableList, SharedMemory, SharedMemoryManager } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, rejects, throws } from '../check.ts';
import { namedTasks } from './named-memory.tasks.ts';
import { exists, tidy } from './tidy.ts';

export const managers: CaseGroup = {
  title: 'a manager of shared memory',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'removes all that it made when it is shut down, and not before': () =>
      tidy(async (keep) => {
        const manager = await new SharedMemoryManager().start();
        const [block, other] = [keep(manager.SharedMemory(32)), keep(manager.SharedMemory(65_536))];
        const [list, empty] = [manager.ShareableList([1, 'two', null]), manager.ShareableList([])];
        const names = [block.name, other.name, keep(list.shm).name, keep(empty.shm).name];
        equal([...new Set(names)].filter(exists).length, 4);
        equal([block.size, block.buffer.byteLength, other.size], [32, 32, 65_536]);
        equal([[...list], [...empty]], [[1, 'two', null], []]);
        using same = new ShareableList(undefined, { name: list.shm.name });
        same.set(0, 'one');
        other.unlink();
        await manager.shutdown();
        equal(names.filter(exists), []);
        equal([list.get(0), block.closed], ['one', false]);
        for (const open of [block, other, list.shm, empty.shm]) open.close();
        await manager.shutdown();
      }),
    'removes it at the end of its scope too': () =>
      tidy(async (keep) => {
        let name: string;
        {
          await using manager = await new SharedMemoryManager().start();
          ({ name } = keep(manager.SharedMemory(8)));
          equal(exists(name), true);
        }
        equal(exists(name), false);
      }),
    'leaves a block of the same name alone that somebody else has made': () =>
      tidy(async (keep) => {
        const manager = await new SharedMemoryManager().start();
        using block = keep(manager.SharedMemory(8));
        block.unlink();
        using next = new SharedMemory({ name: block.name, create: true, size: 8 });
        await manager.shutdown();
        equal(exists(next.name), true);
        next.unlink();
      }),
    'makes what travels': (t) =>
      tidy(async (keep) => {
        await using manager = await new SharedMemoryManager().start();
        const list = manager.ShareableList(['old', 1]);
        using block = manager.SharedMemory(16);
        keep(list.shm);
        keep(block);
        await t.start(namedTasks.replace, list as ShareableList, 0, 'new' as never).join();
        await t.start(namedTasks.change, { nested: [block] }, 9).join();
        equal([list.get(0), new Uint8Array(block.buffer)[0]], ['new', 9]);
      }),
    'makes nothing before it is started and after it is shut down, and is started once': async () => {
      const manager = new SharedMemoryManager();
      includes(throws(StateError, () => manager.SharedMemory(8)).message, 'started');
      throws(StateError, () => manager.ShareableList([1]));
      await manager.start();
      await rejects(StateError, manager.start());
      for (const size of [0, -1, 1.5]) throws(RangeError, () => manager.SharedMemory(size));
      throws(TypeError, () => manager.ShareableList([{} as never]));
      await manager.shutdown();
      includes(throws(StateError, () => manager.SharedMemory(8)).message, 'shut down');
      await rejects(StateError, manager.start());
      await new SharedMemoryManager().shutdown();
    },
  },
};
