import { EOFError, OSError } from '../../errors.ts';
import { Pipe, type Connection } from '../../multiprocessing/index.ts';
import { aMoment } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { FORMS, poll, recv, send } from './attempt.ts';

async function codeOf(doing: Promise<unknown>): Promise<string> {
  const error = await rejection(doing);
  ok(error instanceof OSError, String(error));
  return error.code;
}

/** Every operation, in both forms. */
function everything(end: Connection): (() => Promise<unknown>)[] {
  return [
    async () => end.sendSync(1),
    () => end.send(1),
    async () => end.sendBytesSync(new Uint8Array(1)),
    () => end.sendBytes(new Uint8Array(1)),
    async () => end.recvSync(),
    () => end.recv(),
    async () => end.recvBytesSync(),
    () => end.recvBytes(),
    async () => end.recvBytesIntoSync(new Uint8Array(1)),
    () => end.recvBytesInto(new Uint8Array(1)),
    async () => end.pollSync(),
    () => end.poll(),
  ];
}

export const ends: CaseGroup = {
  title: 'an end',
  where: 'everywhere',
  cases: {
    'of a pipe for both directions, or for one': async () => {
      const [one, other] = Pipe();
      equal([one.readable, one.writable, other.readable, other.writable], [true, true, true, true]);
      const [reader, writer] = Pipe({ duplex: false });
      equal([reader.readable, reader.writable, writer.readable, writer.writable], [true, false, false, true]);
      for (const form of FORMS) {
        equal(await codeOf(send(reader, 1, form)), 'EBADF');
        equal(await codeOf(recv(writer, form)), 'EBADF');
        equal(await codeOf(poll(writer, form)), 'EBADF');
        await send(writer, 'this way', form);
        equal(await recv(reader, form), 'this way');
      }
    },
    'that is closed does nothing more, and may be closed again': async () => {
      const [one, other] = Pipe();
      one.close();
      one.close();
      equal([one.closed, other.closed], [true, false]);
      for (const operation of everything(one)) equal(await codeOf(operation()), 'EBADF');
      includes(throws(OSError, () => one.sendSync(1)).message, 'closed');
      throws(OSError, () => other.sendSync(one));
    },
    'is closed by its scope': () => {
      const [one, other] = Pipe();
      {
        using scoped = one;
        scoped.sendSync('inside');
      }
      equal([one.closed, other.recvSync()], [true, 'inside']);
      throws(EOFError, () => other.recvSync());
    },
    'whose other is closed gives what is left, then EOFError, and poll says so; it sends no more':
      async () => {
        for (const form of FORMS) {
          const [one, other] = Pipe();
          for (let number = 0; number < 100; number += 1) await send(one, number, form);
          await send(other, 'is lost', form);
          one.close();
          for (let number = 0; number < 100; number += 1) {
            equal(await poll(other, form), true);
            equal(await recv(other, form), number);
          }
          for (let round = 0; round < 2; round += 1) {
            equal(await poll(other, form), true);
            ok((await rejection(recv(other, form))) instanceof EOFError, 'no EOFError');
            equal(await codeOf(send(other, 1, form)), 'EPIPE');
            ok((await rejection(other.recvBytes())) instanceof EOFError, 'no EOFError');
          }
        }
      },
    'tells those that wait when the other is closed, and when it is closed itself': async () => {
      const [one, other] = Pipe();
      const waits = [
        rejects(EOFError, other.recv()),
        rejects(EOFError, other.recvBytes()),
        other.poll({ timeout: 1e6 }),
      ];
      const [full, reader] = Pipe();
      const sends = Array.from({ length: 8 }, () =>
        full.sendBytes(new Uint8Array(2 ** 17)).catch((error: OSError) => error.code),
      );
      const [mine, kept] = Pipe();
      const own = [rejection(mine.recv()), rejection(mine.recvBytes())];
      await aMoment();
      one.close();
      equal((await Promise.all(waits))[2], true);
      reader.close();
      const endings = await Promise.all(sends);
      equal([endings[0], endings.at(-1)], [undefined, 'EPIPE']);
      mine.close();
      for (const error of await Promise.all(own)) equal((error as OSError).code, 'EBADF');
      ok(!kept.closed, 'the other end closed with it');
    },
  },
};
