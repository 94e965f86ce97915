import { OSError } from '../../errors.ts';
import { ShareableList, SharedMemory, type Scalar } from '../../multiprocessing/index.ts';
import { encodeForProcess } from '../../multiprocessing/segment-link.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { namedTasks } from './named-memory.tasks.ts';
import { tidy } from './tidy.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** CPython's own example. */
const ITEMS: readonly Scalar[] = ['howdy', bytes('HoWdY'), -273.154, 100, null, true, 42];
const FORMAT = '8s8sdqxxxxxx?xxxxxxxx?q';

const open = (list: ShareableList): ShareableList => new ShareableList(undefined, { name: list.shm.name });

export const lists: CaseGroup = {
  title: 'a shareable list',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'SHL-01 keeps items of each type, by index from either end': () =>
      tidy((keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        keep(list.shm);
        equal([...list], [...ITEMS]);
        equal([list.length, list.format], [7, FORMAT]);
        ITEMS.forEach((item, index) => {
          equal(list.get(index), item);
          equal(list.get(index - 7), item);
        });
        for (const index of [7, -8, 1e9]) {
          includes(throws(RangeError, () => list.get(index)).message, String(index));
          throws(RangeError, () => list.set(index, 0));
        }
        throws(TypeError, () => list.get(0.5));
        equal([list.count(42), list.count('howdy'), list.count(bytes('HoWdY')), list.count(7)], [1, 1, 1, 0]);
        equal([list.indexOf(true), list.indexOf(null), list.indexOf(-273.154)], [5, 4, 2]);
        includes(throws(RangeError, () => list.indexOf('nobody')).message, 'nobody');
        list.shm.unlink();
      }),
    'SHL-01 takes another value, also of another type, and keeps what does not fit out': () =>
      tidy((keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        keep(list.shm);
        list.set(3, 42);
        equal([list.get(3), list.format], [42, FORMAT]);
        list.set(4, 'some');
        equal([list.get(4), list.format], ['some', '8s8sdq8sxxxxxxx?q']);
        list.set(-1, 1.5);
        equal([list.get(6), list.format], [1.5, '8s8sdq8sxxxxxxx?d']);
        list.set(0, 'exactly8');
        list.set(1, bytes('12345678'));
        equal([list.get(0), list.get(1)], ['exactly8', bytes('12345678')]);
        const before = [...list];
        for (const large of ['far too many letters', 'äöüßé', bytes('123456789'), 'ninebytes', '€€€'])
          for (const index of [0, 1, 3, 5]) {
            includes(throws(RangeError, () => list.set(index, large)).message, '8 bytes');
            equal([...list], before);
          }
        list.set(0, '€€ä');
        equal([list.get(0), list.get(1), list.count('€€ä')], ['€€ä', bytes('12345678'), 1]);
        list.set(0, 5);
        list.set(0, 'text');
        equal([...list], ['text', ...before.slice(1)]);
        list.shm.unlink();
      }),
    'SHL-01 is copied under another name, and then is another': () =>
      tidy((keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        const name = `${keep(list.shm).name}_copy`;
        using copy = new ShareableList<Scalar>(list, { name });
        equal(keep(copy.shm).name, name);
        equal([...copy], [...ITEMS]);
        copy.set(-1, 7);
        equal([list.get(-1), copy.get(-1)], [42, 7]);
        list.shm.unlink();
        copy.shm.unlink();
      }),
    'SHL-01 is opened by its name': () =>
      tidy((keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        using same = open(list);
        equal([keep(list.shm).name, [...same], same.format], [same.shm.name, [...ITEMS], FORMAT]);
        same.set(-1, 'ten');
        list.set(0, null);
        equal([list.get(-1), same.get(0)], ['ten', null]);
        list.shm.unlink();
      }),
    'SHL-01 may be empty': () =>
      tidy((keep) => {
        for (const items of [[], undefined]) {
          using list = new ShareableList<Scalar>(items);
          keep(list.shm);
          using same = open(list);
          equal([list.length, list.format, [...same], list.count(1)], [0, '', [], 0]);
          throws(RangeError, () => list.get(0));
          throws(RangeError, () => list.set(-1, 1));
          throws(RangeError, () => list.indexOf(''));
          list.shm.unlink();
        }
      }),
    'keeps numbers as they are': () =>
      tidy((keep) => {
        const numbers = [0, -0, 1.5, -1, NaN, Infinity, 2 ** 53 - 1, 2 ** 53, -(2 ** 53 - 1), 5e-324];
        const bigs = [0n, 5n, -5n, 2n ** 63n - 1n, -(2n ** 63n)];
        using list = new ShareableList<Scalar>([...numbers, ...bigs]);
        keep(list.shm);
        equal([...list], [...numbers, ...bigs]);
        equal([list.count(5n), list.count(5), list.indexOf(0), list.count(NaN)], [1, 1, 0, 0]);
        list.set(0, 2n ** 62n);
        equal([list.get(0), list.get(10)], [2n ** 62n, 0n]);
        for (const big of [2n ** 63n, -(2n ** 63n) - 1n]) {
          throws(RangeError, () => list.set(1, big));
          throws(RangeError, () => new ShareableList([big]));
        }
        equal(list.get(1), -0);
        list.shm.unlink();
      }),
    'keeps text of any script and bytes, without the zeros at their end': () =>
      tidy((keep) => {
        const texts = ['', 'a', 'ä€😀', '\uFEFFbom', 'x'.repeat(1000), 'in\0side'];
        using list = new ShareableList<Scalar>([
          ...texts,
          'end\0\0',
          bytes(''),
          bytes('\0a\0'),
          new Uint16Array([1, 2]),
        ] as Scalar[]);
        keep(list.shm);
        equal([...list], [...texts, 'end', bytes(''), bytes('\0a'), new Uint8Array([1, 0, 2])]);
        list.shm.unlink();
      }),
    'holds nothing else, and leaves no block when it is refused': () => {
      for (const item of [undefined, {}, [], () => 0, Symbol('x'), new Date(), new ArrayBuffer(8)]) {
        throws(TypeError, () => new ShareableList([item as never]), inspect(item));
        throws(TypeError, () => new ShareableList([item as never], { name: 'interleave_refused' }));
      }
      const error = throws(OSError, () => new ShareableList(undefined, { name: 'interleave_refused' }));
      equal(error.code, 'ENOENT');
    },
    'is not made of a block of something else': () =>
      tidy((keep) => {
        for (const [size, first] of [
          [8, 0n],
          [16, 1n],
          [100, -1n],
          [4096, 2n ** 40n],
        ] as const) {
          using block = keep(new SharedMemory({ create: true, size }));
          new DataView(block.buffer).setBigInt64(0, first, true);
          throws(RangeError, () => new ShareableList(undefined, { name: block.name }), `${size}`);
          block.unlink();
        }
      }),
    'that is closed throws': () =>
      tidy((keep) => {
        const list = new ShareableList<Scalar>(ITEMS);
        keep(list.shm).unlink();
        list[Symbol.dispose]();
        equal(list.shm.closed, true);
        for (const use of [() => list.get(0), () => list.set(0, 1), () => [...list], () => list.format])
          includes(throws(RangeError, use).message, 'closed');
      }),
    'SHL-02 travels as the same list, in as many bytes whatever its length': (t) =>
      tidy(async (keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        using long = new ShareableList<Scalar>(Array.from({ length: 10_000 }, (_, index) => index));
        equal(encodeForProcess(list).length, encodeForProcess(long).length);
        for (const one of [list, long]) {
          keep(one.shm);
          await t.start(namedTasks.replace, one, 2, 'new' as never).join();
          equal([one.get(2), one.get(3) === 'new'], ['new', false]);
        }
        for (const one of [list, long]) one.shm.unlink();
      }),
    'SHL-03 that is unlinked before it arrives is not there': (t) =>
      tidy(async (keep) => {
        using list = new ShareableList<Scalar>(ITEMS);
        keep(list.shm).unlink();
        const thread = t.launch(namedTasks.replace, [list, 0, 1 as never]);
        await thread.join();
        includes(thread.error?.message ?? '', 'ENOENT');
        equal(list.get(0), 'howdy');
      }),
    'prints its name and its length': () =>
      tidy((keep) => {
        using list = new ShareableList<Scalar>([1, 2]);
        for (const show of [String, inspect])
          equal(show(list), `ShareableList(${keep(list.shm).name}, length 2)`);
        list.shm.unlink();
      }),
  },
};
