import { EOFError, type OSError } from '../../errors.ts';
import { Event, Pipe, type Connection, type Process } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection } from '../check.ts';
import { ended, start } from '../process-queue/start.ts';
import { sendSignal } from '../runtime.ts';
import { failure, FORMS, recv, type Form } from './attempt.ts';
import { pattern, sameBytes } from './bytes.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

const patient = { timeout: PATIENCE };

async function atEnd(end: Connection, form: Form): Promise<void> {
  const error = await rejection(recv(end, form, patient));
  ok(error instanceof EOFError, String(error));
}

/** A child that waits at the other end, which nobody else has. */
async function waitingChild(doing: 'recv' | 'send', form: Form): Promise<[Process, Connection]> {
  const [one, other] = Pipe();
  const child = start(tasks.waits, [other, doing, form]);
  other.close();
  equal(await one.recv(patient), 'here');
  await sleep(20);
  return [child, one];
}

export const processes: CaseGroup = {
  title: 'a pipe between processes',
  where: 'main',
  cases: {
    'CONN-03 works when the parent closes its copy of the child’s end right after the start': async () => {
      for (const form of FORMS) {
        const [one, other] = Pipe();
        const child = start(tasks.echo, [other, form]);
        other.close();
        one.sendSync({ to: 'the child' });
        equal(await one.recv(patient), { to: 'the child' });
        one.sendSync(null);
        await ended(child);
        await atEnd(one, form);
      }
    },
    'comes to its end when the child ends, and not before, and not while another has that end': async () => {
      const [one, other] = Pipe();
      const [ready, go] = [new Event(), new Event()];
      const children = [start(tasks.sends, [other, 50, 'sync']), start(tasks.holds, [other, ready, go])];
      other.close();
      for (let number = 0; number < 50; number += 1) equal(await one.recv(patient), number);
      await ended(children[0]!);
      ok(await ready.wait(patient), 'it does not come up');
      equal([one.pollSync(), await one.poll({ timeout: 50 })], [false, false]);
      const waiting = atEnd(one, 'async');
      go.set();
      await waiting;
      await ended(children[1]!);
    },
    'comes to its end when the child is killed, whatever it does, and whoever waits for it': async () => {
      for (const doing of ['recv', 'send'] as const) {
        for (const form of FORMS) {
          const [child, one] = await waitingChild(doing, form);
          child.kill();
          if (doing === 'send') while ((await failure(one.recvBytes(patient))) === undefined);
          await atEnd(one, form);
          equal(((await rejection(one.send(1))) as OSError).code, 'EPIPE');
          await ended(child, -9);
        }
      }
    },
    'CONN-13 CONN-14 carries other ends to a child, which keep their direction': async () => {
      const [carry, carried] = Pipe();
      const [[reader, writer], [reader2, writer2], [both, both2]] = [
        Pipe({ duplex: false }),
        Pipe({ duplex: false }),
        Pipe(),
      ];
      const child = start(tasks.uses, [carried]);
      carried.close();
      carry.sendSync([reader, writer2, both2]);
      for (const end of [reader, writer2, both2]) end.close();
      writer.sendSync('there');
      equal(await reader2.recv(patient), 'there and back');
      await both.send({ both: 'ways' });
      equal(await both.recv(patient), { both: 'ways' });
      writer.close();
      await ended(child);
      await atEnd(both, 'async');
    },
    'CONN-17 loses nothing by signals, while a large message is sent and while one is waited for':
      async () => {
        for (const form of FORMS) {
          const [one, other] = Pipe();
          const length = 3 * 2 ** 20 + 1;
          const child = start(tasks.besetBySignals, [other, length, form]);
          other.close();
          const pid = await one.recv<number>(patient);
          const beset = setInterval(() => sendSignal(pid, 'SIGUSR2'), 2);
          for (let seed = 0; seed < 2; seed += 1) {
            await sleep(30);
            ok(sameBytes(await one.recvBytes(patient), pattern(length, seed)), 'other bytes');
          }
          for (let number = 0; number < 10; number += 1) {
            await sleep(5);
            one.sendSync(number);
            equal(await one.recv(patient), number);
          }
          clearInterval(beset);
          one.sendSync(null);
          equal(await one.recv(patient), true, 'it heard no signal');
          await ended(child);
        }
      },
  },
};
