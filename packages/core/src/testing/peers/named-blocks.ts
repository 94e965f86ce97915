import {
  ShareableList,
  SharedMemory,
  SharedMemoryManager,
  type Scalar,
} from '../../multiprocessing/index.ts';
import { CheckError, equal, includes, rejects } from '../check.ts';
import { exists, tidy } from '../named-memory/tidy.ts';
import type { PeerCase } from './locks.ts';

export const blockCases: Readonly<Record<string, PeerCase>> = {
  'is the same in every process that it is sent to, and that opens it by its name': (crew) =>
    tidy(async (keep) => {
      for (const size of [1000, 65_536]) {
        using block = keep(new SharedMemory({ create: true, size }));
        const bytes = new Uint8Array(block.buffer).fill(1);
        for (const [turn, peer] of crew.all.entries()) {
          equal(await peer.run('changeBlock', block, turn, 50 + turn), 1);
          equal(await peer.run('changeNamed', { name: block.name }, turn, 60 + turn), 50 + turn);
          equal(bytes[turn], 60 + turn);
        }
        block.unlink();
      }
    }),
  'is made in any process, and unlinked in any other': (crew) =>
    tidy(async (keep) => {
      for (const peer of crew.all) {
        const name = await peer.run('makeBlock', 300, 9);
        using block = keep(new SharedMemory({ name }));
        equal([block.size, new Uint8Array(block.buffer)[0]], [300, 9]);
        for (const other of crew.all) equal(await other.run('changeNamed', { name }, 0, 9), 9);
        await rejects(CheckError, peer.run('makeBlock', 300, 9, name));
        const next = crew.all[(crew.all.indexOf(peer) + 1) % 3] ?? peer;
        await next.run('unlinkBlock', { name });
        equal([exists(name), new Uint8Array(block.buffer)[0]], [false, 9]);
      }
    }),
  'that is unlinked before it arrives is not there': (crew) =>
    tidy(async (keep) => {
      using block = keep(new SharedMemory({ create: true, size: 10 }));
      block.unlink();
      for (const peer of crew.all) {
        includes((await rejects(CheckError, peer.run('changeBlock', block, 0, 1))).message, 'ENOENT');
      }
    }),
  'SHL-01 SHL-02 a list is the same in every process': (crew) =>
    tidy(async (keep) => {
      const items: Scalar[] = ['howdy', new Uint8Array([1, 2]), 1.5, 100, null, true, 2n ** 60n, 'ä€😀'];
      using list = new ShareableList<Scalar>(items);
      keep(list.shm);
      for (const [turn, peer] of crew.all.entries()) {
        equal(await peer.run('seeList', list, items), list.shm.name);
        items[3] = turn + 0.5;
        await peer.run('changeList', { name: list.shm.name }, [...list], 3, items[3] as never);
        equal([...list], items);
      }
      list.shm.unlink();
    }),
  'of a manager is used by other processes, and is gone with it': (crew) =>
    tidy(async (keep) => {
      const manager = await new SharedMemoryManager().start();
      const [list, block] = [manager.ShareableList<Scalar>([1, 'two']), manager.SharedMemory(8)];
      keep(list.shm);
      keep(block);
      for (const peer of crew.all) {
        await peer.run('seeList', list, [1, 'two']);
        equal(await peer.run('changeBlock', block, 0, 0), 0);
      }
      await manager.shutdown();
      equal([list.shm.name, block.name].filter(exists), []);
      for (const open of [list.shm, block]) open.close();
    }),
};
