import { agent } from '../../agent/state.ts';
import { EOFError, OSError } from '../../errors.ts';
import { Pipe, Queue, type Connection } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, throws } from '../check.ts';
import { FORMS } from './attempt.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

/** A class that does something whenever it arrives. */
class Greedy {}

function registerGreedy(arrives: () => void): void {
  const { types } = agent();
  const type = {
    name: 'Greedy',
    url: '',
    encode: () => null,
    decode: () => {
      arrives();
      return new Greedy();
    },
  };
  types.byName.set('Greedy', type);
  types.byPrototype.set(Greedy.prototype, type);
}

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
    'through a queue is held by the one who got it, and not by another who was about to': (t) => {
      const queue = new Queue<readonly [Greedy, Connection]>();
      let got: readonly [Greedy, Connection] | undefined;
      let asks = true;
      registerGreedy(() => {
        const first = asks;
        asks = false;
        if (first) got = queue.getNowait();
      });
      const [one, other] = Pipe();
      queue.putNowait([new Greedy(), other]);
      queue.putNowait([new Greedy(), Pipe()[0]]);
      other.close();
      // Its decoding gets the same item first.
      const next = queue.getNowait();
      ok(got !== undefined && next !== got, 'one item for both');
      one.sendSync(t.place.agent);
      equal([got[1].recvSync(), one.pollSync()], [t.place.agent, false]);
      got[1].close();
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
