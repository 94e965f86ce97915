import { BufferTooShort, OSError, SerializationError } from '../../errors.ts';
import { Pipe } from '../../multiprocessing/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, rejection, rejects, throws } from '../check.ts';
import { FORMS, recv, recvBytes, recvInto, sendBytes } from './attempt.ts';

/** Bytes that tell where they are. */
export function pattern(length: number, seed: number = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) bytes[index] = index * 7 + seed + (index >>> 8);
  return bytes;
}

/** Whether two are the same; a comparison element by element takes seconds of 16 MiB. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

export const bytes: CaseGroup = {
  title: 'bytes',
  where: 'everywhere',
  cases: {
    'are those of any view or buffer, all of them or a part': async () => {
      const [one, other] = Pipe();
      const all = pattern(100);
      const shared = new SharedArrayBuffer(8);
      new Uint8Array(shared).set([1, 2, 3, 4, 5, 6, 7, 8]);
      const given = [
        [all, all],
        [all.buffer, all],
        [all.subarray(3, 50), all.slice(3, 50)],
        [new DataView(all.buffer, 5, 7), all.slice(5, 12)],
        [Float64Array.of(1.5), new Uint8Array(Float64Array.of(1.5).buffer)],
        [shared, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
      ] as const;
      for (const form of FORMS) {
        for (const [what, expected] of given) {
          await sendBytes(one, what, form);
          equal(await recvBytes(other, form), expected);
        }
        for (const part of [
          { offset: 7 },
          { offset: 7, size: 23 },
          { size: 0 },
          { offset: 100 },
          { size: 100 },
        ]) {
          await sendBytes(one, all, form, part);
          const { offset = 0, size = 100 - offset } = part;
          equal(await recvBytes(other, form), all.slice(offset, offset + size));
        }
      }
    },
    'of a part that they have not are refused': async () => {
      const [one, other] = Pipe();
      const all = pattern(10);
      for (const part of [
        { offset: -1 },
        { offset: 11 },
        { size: -1 },
        { size: 11 },
        { offset: 4, size: 7 },
        { offset: 0.5 },
      ]) {
        throws(RangeError, () => one.sendBytesSync(all, part));
        await rejects(RangeError, one.sendBytes(all, part));
      }
      for (const wrong of ['text', 5, null, undefined, [1, 2]])
        throws(TypeError, () => one.sendBytesSync(wrong as never));
      equal(other.pollSync(), false);
    },
    'are written into what is given, from its offset on, and counted': async () => {
      const [one, other] = Pipe();
      for (const form of FORMS) {
        const into = new Uint8Array(20);
        await sendBytes(one, pattern(7), form);
        equal(await recvInto(other, into, form), 7);
        await sendBytes(one, pattern(9, 3), form);
        equal(await recvInto(other, into, form, { offset: 11 }), 9);
        equal(
          [into.slice(0, 7), into.slice(7, 11), into.slice(11)],
          [pattern(7), new Uint8Array(4), pattern(9, 3)],
        );
        for (const offset of [-1, 21]) {
          equal((await rejection(recvInto(other, into, form, { offset }))) instanceof RangeError, true);
        }
      }
      throws(TypeError, () => other.recvBytesIntoSync([] as never));
    },
    'that do not fit into it are in the error, and used up': async () => {
      const [one, other] = Pipe();
      for (const form of FORMS) {
        for (const bytes of [pattern(21), pattern(5000)]) await sendBytes(one, bytes, form);
        for (const expected of [pattern(21), pattern(5000)]) {
          const error = await rejection(recvInto(other, new Uint8Array(20), form));
          equal(error instanceof BufferTooShort, true);
          equal((error as BufferTooShort).bytes, expected);
        }
        equal(other.pollSync(), false);
      }
    },
    'longer than maxLength end what can be received': async () => {
      for (const form of FORMS) {
        const [one, other] = Pipe();
        await sendBytes(one, pattern(8), form);
        equal(await recvBytes(other, form, { maxLength: 8 }), pattern(8));
        await sendBytes(one, pattern(9), form);
        const error = (await rejection(recvBytes(other, form, { maxLength: 8 }))) as OSError;
        equal(
          [error instanceof OSError, error.code, other.readable, other.closed],
          [true, 'EMSGSIZE', false, false],
        );
        throws(OSError, () => other.recvSync({ timeout: 0 }));
        other.sendSync('the other direction goes on');
        equal(one.recvSync(), 'the other direction goes on');
        const [reader, writer] = Pipe({ duplex: false });
        await sendBytes(writer, pattern(1), form);
        equal((await rejection(recvBytes(reader, form, { maxLength: 0 }))) instanceof OSError, true);
        equal(reader.closed, true);
      }
      const [one] = Pipe();
      for (const maxLength of [-1, NaN]) throws(RangeError, () => one.recvBytesSync({ maxLength }));
    },
    'may be the record of a value, but of no primitive; and a value may be taken as bytes': async () => {
      const [one, other] = Pipe();
      for (const form of FORMS) {
        one.sendSync({ a: [1, 'two'] });
        const record = await recvBytes(other, form);
        await sendBytes(one, record, form);
        equal(await recv(other, form), { a: [1, 'two'] });
        for (const none of [
          new Uint8Array(),
          pattern(3),
          Uint8Array.of(0xdd, 1, 2, 3),
          Uint8Array.of(5, 5),
        ]) {
          await sendBytes(one, none, form);
          const error = await rejection(recv(other, form));
          equal(error instanceof SerializationError, true);
          includes((error as Error).message, 'bytes');
        }
      }
    },
    'of 16 MiB arrive whole, and so does what is sent behind them': async () => {
      const [one, other] = Pipe();
      const large = pattern(2 ** 24 + 3, 5);
      for (const form of FORMS) {
        await sendBytes(one, large, form);
        const behind = one.send('behind');
        equal(sameBytes(await recvBytes(other, form), large), true);
        equal(await other.recv(), 'behind');
        await behind;
      }
      await one.send({ large });
      equal(sameBytes((await other.recv<{ large: Uint8Array }>()).large, large), true);
    },
  },
};
