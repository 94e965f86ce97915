import { OSError } from '../../errors.ts';
import { ShareableList, SharedMemory, type Scalar } from '../../multiprocessing/index.ts';
import { atomicAdd } from '../../memory/index.ts';
import { equal, throws } from '../check.ts';
import { ownName } from './own-name.ts';
import { runPython } from './python.ts';
import { exists, tidy } from './tidy.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What Python and this library do with each other's blocks. */
export const pythonCases: Readonly<Record<string, () => Promise<void>>> = {
  'opens a block that was made here, by its name, and both see what the other writes': () =>
    tidy(async (keep) => {
      for (const size of [1000, 65_536]) {
        using block = keep(new SharedMemory({ create: true, size }));
        const view = new Uint8Array(block.buffer);
        view.set([1, 2, 3]);
        view[size - 1] = 255;
        const seen = await runPython(
          `
block = open_block(args[0])
print(block.size, bytes(block.buf[:3]).hex(), block.buf[args[1] - 1])
block.buf[0] = 77
struct.pack_into('<qd', block.buf, 8, -5, 2.5)
block.close()`,
          block.name,
          size,
        );
        equal(seen, `${size} 010203 255`);
        const data = new DataView(block.buffer);
        equal([view[0], data.getBigInt64(8, true), data.getFloat64(16, true)], [77, -5n, 2.5]);
        block.unlink();
      }
    }),
  'makes a block that is opened here, and it is counted in by both': () =>
    tidy(async (keep) => {
      const name = 'interleave_from_python';
      const made = await runPython(
        `
block = leave(SharedMemory(args[0], create=True, size=5000))
block.buf[4999] = 9
print(block.size)
block.close()`,
        name,
      );
      using block = keep(new SharedMemory({ name }));
      const view = new Uint8Array(block.buffer);
      equal([made, block.size, view.length, view[4999], view[0]], ['5000', 5000, 5000, 9, 0]);
      atomicAdd(new Int32Array(block.buffer, 0, 1), 0, 41);
      const counted = await runPython(
        `
block = open_block(args[0])
count, = struct.unpack_from('<i', block.buf)
struct.pack_into('<i', block.buf, 0, count + 1)
block.close()`,
        name,
      );
      equal([counted, new Int32Array(block.buffer, 0, 1)[0]], ['', 42]);
      block.unlink();
    }),
  'unlinks what was made here, and what it made is unlinked here': () =>
    tidy(async (keep) => {
      using block = keep(new SharedMemory({ create: true, size: 10 }));
      // Its own unlink tells its tracker too.
      await runPython(`SharedMemory(args[0]).unlink()`, block.name);
      equal(exists(block.name), false);
      equal(throws(OSError, () => block.unlink()).code, 'ENOENT');
      const name = await runPython(`print(leave(SharedMemory(create=True, size=10)).name)`);
      using theirs = keep(new SharedMemory({ name }));
      theirs.unlink();
      const gone = `
try:
    SharedMemory(args[0])
except FileNotFoundError:
    print('gone')`;
      equal(await runPython(gone, name), 'gone');
    }),
  'is refused a name that is taken here, and the other way round': () =>
    tidy(async (keep) => {
      using block = keep(new SharedMemory({ create: true, size: 10, name: ownName('taken') }));
      const taken = `
try:
    SharedMemory(args[0], create=True, size=10)
except FileExistsError:
    print('taken')`;
      equal(await runPython(taken, block.name), 'taken');
      block.unlink();
    }),
  'SHL-01 reads and writes a list that was made here': () =>
    tidy(async (keep) => {
      const items: readonly Scalar[] = [
        'howdy',
        bytes('HoWdY'),
        -273.154,
        100,
        null,
        true,
        42n,
        'ä€😀',
        '',
        -0,
        2 ** 60,
      ];
      using list = new ShareableList<Scalar>(items);
      keep(list.shm);
      const seen = await runPython(
        `
them = open_list(args[0])
print(list(them), len(them), them.count(42), them.index(None))
them[0], them[1], them[2], them[3] = b'bytes', 'text', 7, 2.5
them[4], them[5], them[6], them[7] = 2**62, None, False, '\\u00e4' * 4
them.shm.close()`,
        list.shm.name,
      );
      equal(
        seen,
        "['howdy', b'HoWdY', -273.154, 100, None, True, 42, 'ä€😀', '', -0.0, 1.152921504606847e+18] 11 1 4",
      );
      equal([...list], [bytes('bytes'), 'text', 7, 2.5, 2n ** 62n, null, false, 'ääää', '', -0, 2 ** 60]);
      list.shm.unlink();
    }),
  'SHL-01 makes a list that is read and written here': () =>
    tidy(async (keep) => {
      const name = 'interleave_python_list';
      await runPython(
        `
them = ShareableList(['howdy', b'HoWdY', -273.154, 100, None, True, 2**62, 'x' * 20], name=args[0])
leave(them.shm)
print(them.format)
them.shm.close()`,
        name,
      );
      using list = new ShareableList<Scalar>(undefined, { name });
      keep(list.shm);
      equal([...list], ['howdy', bytes('HoWdY'), -273.154, 100, null, true, 2n ** 62n, 'x'.repeat(20)]);
      equal(list.format, '8s8sdqxxxxxx?xxxxxxxx?q24s');
      list.set(0, 1.5);
      list.set(1, null);
      list.set(2, 'text');
      list.set(3, 5n);
      list.set(4, bytes('12345678'));
      list.set(5, 8);
      list.set(6, false);
      list.set(7, '😀'.repeat(6));
      equal(
        await runPython('print(list(open_list(args[0])))', name),
        `[1.5, None, 'text', 5, b'12345678', 8, False, '${'😀'.repeat(6)}']`,
      );
      list.shm.unlink();
    }),
};
