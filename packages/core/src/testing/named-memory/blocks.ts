import { OSError, UnsupportedError } from '../../errors.ts';
import { currentHost } from '../../agent/state.ts';
import { SharedMemory } from '../../multiprocessing/index.ts';
import { createBlock, unlinkBlock } from '../../multiprocessing/named-block.ts';
import { atomicAdd } from '../../memory/index.ts';
import { sleep } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { namedTasks } from './named-memory.tasks.ts';
import { ownName } from './own-name.ts';
import { exists, tidy, type Keep } from './tidy.ts';
import type { Context } from '../context.ts';

const create = (size: number, name?: string): SharedMemory =>
  new SharedMemory({ create: true, size, ...(name === undefined ? {} : { name }) });

const bytesOf = (block: SharedMemory): Uint8Array => new Uint8Array(block.buffer);

const withBlocks =
  (body: (t: Context, keep: Keep) => void | Promise<void>): Case =>
  (t) =>
    tidy((keep) => body(t, keep));

function code(body: () => unknown): string {
  return throws(OSError, body).code;
}

export const blocks: CaseGroup = {
  title: 'a block',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'is made, opened by its name, closed by each, and unlinked': withBlocks((_, keep) => {
      const block = keep(create(512));
      ok(/^psm_[0-9a-f]{8}$/.test(block.name), block.name);
      equal([block.size, block.buffer.byteLength, block.closed, exists(block.name)], [512, 512, false, true]);
      ok(
        bytesOf(block).every((byte) => byte === 0),
        'it does not begin as zeros',
      );
      const same = new SharedMemory({ name: block.name });
      equal([same.size, same.name], [512, block.name]);
      bytesOf(block)[0] = 42;
      bytesOf(same)[511] = 43;
      equal([bytesOf(same)[0], bytesOf(block)[511]], [42, 43]);
      same.close();
      equal([same.closed, block.closed, bytesOf(block)[511]], [true, false, 43]);
      block.unlink();
      equal([exists(block.name), bytesOf(block)[511]], [false, 43]);
      equal(
        code(() => new SharedMemory({ name: block.name })),
        'ENOENT',
      );
      block.close();
    }),
    'is of exactly the size that was asked for, with a buffer of its size': withBlocks((_, keep) => {
      for (const size of [1, 7, 4096, 4097, 65_535, 65_536, 65_537, 131_072, 1_000_000]) {
        using block = keep(create(size));
        using same = new SharedMemory({ name: block.name });
        for (const one of [block, same]) equal([one.size, one.buffer.byteLength], [size, size]);
        ok(block.buffer instanceof ArrayBuffer, 'what is it');
        bytesOf(block)[size - 1] = 9;
        equal(bytesOf(same)[size - 1], 9);
        block.unlink();
      }
    }),
    'is worked on with atomic operations': withBlocks((_, keep) => {
      using block = keep(create(65_536));
      using same = new SharedMemory({ name: block.name });
      const [one, other] = [new Int32Array(block.buffer), new Int32Array(same.buffer)];
      for (let i = 0; i < 100; i += 1) atomicAdd(i % 2 === 0 ? one : other, 3, 1);
      equal([one[3], other[3]], [100, 100]);
      block.unlink();
    }),
    'that is closed throws, and views of it that are left read zeros': withBlocks((_, keep) => {
      for (const size of [100, 65_536, 200_000]) {
        const block = keep(create(size));
        const view = bytesOf(block).fill(7);
        const same = new SharedMemory({ name: block.name });
        block.close();
        block.close();
        includes(throws(RangeError, () => block.buffer).message, block.name, 'closed');
        equal([view[0], view[size - 1], block.closed, block.size], [0, 0, true, size]);
        view.fill(8);
        equal([bytesOf(same)[0], bytesOf(same)[size - 1]], [7, 7], 'what others have');
        same.close();
        block.unlink();
      }
    }),
    'that nobody closes keeps its data when its wrapper is collected': withBlocks(async (_, keep) => {
      using block = keep(create(65_536));
      bytesOf(block).fill(7);
      for (let round = 0; round < 5; round += 1) {
        for (let opened = 0; opened < 10; opened += 1) bytesOf(new SharedMemory({ name: block.name }))[9] = 8;
        collectGarbage();
        await sleep(1);
      }
      equal([...bytesOf(block).subarray(0, 10)], [7, 7, 7, 7, 7, 7, 7, 7, 7, 8]);
      block.unlink();
    }),
    'that is unlinked twice is not there the second time': withBlocks((_, keep) => {
      using block = keep(create(10));
      block.unlink();
      equal(
        code(() => block.unlink()),
        'ENOENT',
      );
      equal(throws(OSError, () => block.unlink()).errno, 2);
      equal(bytesOf(block).length, 10);
    }),
    'has the name that it is given, and another one of that name is refused': withBlocks((_, keep) => {
      const name = ownName('given');
      using block = keep(create(10, name));
      equal(block.name, name);
      bytesOf(block)[0] = 1;
      for (const size of [10, 20]) {
        equal(
          code(() => create(size, name)),
          'EEXIST',
        );
      }
      using same = new SharedMemory({ name: `/${name}` });
      equal([same.name, bytesOf(same)[0]], [name, 1]);
      block.unlink();
      using next = keep(create(20, name));
      equal([next.size, bytesOf(next)[0], bytesOf(block)[0]], [20, 0, 1]);
      next.unlink();
    }),
    'SHM-14 may have any name that a file may have': withBlocks((_, keep) => {
      for (const name of [
        `${ownName('a')}:b:c`,
        `${ownName('new')}\nline\n`,
        `-${ownName('f')}`,
        ` ${ownName('b')} `,
        `${ownName('q')}'"$(true)\\*?[x]%s`,
        `${ownName('ä')}€😀`,
        ownName('long').padEnd(255, 'x'),
      ]) {
        using block = keep(create(8, name));
        using same = new SharedMemory({ name });
        equal([same.name, exists(name)], [name, true]);
        bytesOf(same)[0] = 5;
        equal(bytesOf(block)[0], 5);
        block.unlink();
        equal(exists(name), false);
      }
    }),
    'is refused a name that no file may have': () => {
      for (const name of ['', '/', '.', '..', 'a/b', '../x']) {
        equal(
          code(() => create(8, name)),
          'EINVAL',
          name,
        );
        equal(
          code(() => new SharedMemory({ name })),
          'EINVAL',
          name,
        );
      }
      equal(
        code(() => create(8, 'x'.repeat(256))),
        'ENAMETOOLONG',
      );
      throws(RangeError, () => create(8, 'a\0b'));
      equal(
        code(() => new SharedMemory({ name: ownName('nobody') })),
        'ENOENT',
      );
    },
    'SHM-04 is not made of no bytes': () => {
      for (const size of [-1, 0, undefined, 1.5, NaN, Infinity, '5'])
        throws(RangeError, () => new SharedMemory({ create: true, size: size as number }), inspect(size));
      for (const options of [{}, { size: 5 }, { create: false }])
        includes(throws(RangeError, () => new SharedMemory(options)).message, 'name');
      throws(RangeError, () => new SharedMemory({ name: 'x', size: -1 }));
      for (const options of [undefined, null, 'name', { name: 5 }])
        throws(TypeError, () => new SharedMemory(options as never), inspect(options));
    },
    'for which there is no memory is refused, and leaves no name': () => {
      const name = ownName('huge');
      equal(
        code(() => create(2 ** 45, name)),
        'ENOSPC',
      );
      equal(exists(name), false);
    },
    'SHM-03 asks for another name when the first is taken': withBlocks((_, keep) => {
      using taken = keep(create(8));
      const free = ownName('free');
      const offered = [taken.name, taken.name, free];
      const calls = currentHost().processes?.blockCalls();
      if (calls === undefined) throw new UnsupportedError('no processes');
      const told: string[] = [];
      const made = createBlock(calls, {
        name: undefined,
        bytes: 8,
        names: () => offered.shift() ?? '',
        entrust: (name) => told.push(`+${name}`),
        forget: (name) => told.push(`-${name}`),
      });
      calls.libc.close(made.fd);
      equal([made.name, offered.length], [free, 0]);
      equal(told, [`+${taken.name}`, `-${taken.name}`, `+${taken.name}`, `-${taken.name}`, `+${free}`]);
      unlinkBlock(calls, free);
      taken.unlink();
    }),
    'travels as itself, and is open where it arrives': withBlocks(async (t, keep) => {
      for (const size of [1000, 65_536]) {
        using block = keep(create(size));
        await t.start(namedTasks.change, { nested: [block] }, 5).join();
        equal(bytesOf(block)[0], 5);
        block.unlink();
        const gone = t.launch(namedTasks.change, [{ nested: [block] }, 6]);
        await gone.join();
        includes(gone.error?.message ?? '', 'ENOENT');
      }
    }),
    'prints its name and its size': withBlocks((_, keep) => {
      const block = keep(create(8, ownName('shown')));
      for (const show of [String, inspect]) equal(show(block), `SharedMemory(${block.name}, 8 bytes)`);
      block[Symbol.dispose]();
      for (const show of [String, inspect]) equal(show(block), `SharedMemory(${block.name}, closed)`);
      block.unlink();
    }),
  },
};
