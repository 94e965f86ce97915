import { EOFError, OSError } from '../../errors.ts';
import { Pipe, type Connection } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, throws } from '../check.ts';
import { FORMS } from './attempt.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

export const passing: CaseGroup = {
  title: 'an end that is passed on',
  where: 'everywhere',
  cases: {
    'CONN-13 CONN-14 works where it arrives, keeps its direction, and is closed by itself': async () => {
      const [carry, carried] = Pipe();
      const [reader, writer] = Pipe({ duplex: false });
      for (const end of [reader, writer]) carry.sendSync({ end });
      const [reader2, writer2] = [0, 1].map(() => carried.recvSync<{ end: Connection }>().end) as [
        Connection,
        Connection,
      ];
      ok(reader2 !== reader && writer2 !== writer, 'it is the same Connection');
      equal(
        [reader2.readable, reader2.writable, writer2.readable, writer2.writable],
        [true, false, false, true],
      );
      reader.close();
      writer.close();
      writer2.sendSync('through');
      equal([reader2.recvSync(), reader2.pollSync()], ['through', false]);
      writer2.close();
      throws(EOFError, () => reader2.recvSync());
      throws(OSError, () => carry.sendSync(reader));
    },
    'is held while it is on its way': async () => {
      const [carry, carried] = Pipe();
      const [one, other] = Pipe();
      carry.sendSync(other);
      other.close();
      one.sendSync('not yet at its end');
      equal(one.pollSync(), false);
      const arrived = carried.recvSync<Connection>();
      equal(arrived.recvSync(), 'not yet at its end');
      carry.sendSync(arrived);
      arrived.close();
      equal(one.pollSync(), false);
      // Nobody will receive it any more, so nobody has it.
      carried.close();
      throws(EOFError, () => one.recvSync({ timeout: PATIENCE }));
    },
    'to a thread is that thread’s until it ends': async (t) => {
      for (const form of FORMS) {
        const [one, other] = Pipe();
        const thread = t.start(tasks.echo, other, form);
        other.close();
        one.sendSync(['to', 'a thread']);
        equal(await one.recv({ timeout: PATIENCE }), ['to', 'a thread']);
        one.sendSync(null);
        ok(await thread.join({ timeout: PATIENCE }), 'it does not end');
        ok((await rejection(one.recv({ timeout: PATIENCE }))) instanceof EOFError, 'no EOFError');
      }
    },
  },
};
