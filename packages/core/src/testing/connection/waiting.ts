import { TimeoutError } from '../../errors.ts';
import { Pipe } from '../../multiprocessing/index.ts';
import { aMoment, elapsed, lasted, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects, throws } from '../check.ts';
import { failure, FORMS, poll, recv, send } from './attempt.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

export const waiting: CaseGroup = {
  title: 'a wait',
  where: 'everywhere',
  cases: {
    'for a message ends after about its time': async () => {
      const [one, other] = Pipe();
      await rejects(TimeoutError, one.recv({ timeout: 0 }));
      throws(TimeoutError, () => one.recvSync({ timeout: 0 }));
      for (const form of FORMS) {
        const took = await elapsed(async () =>
          ok((await rejection(recv(one, form, { timeout: 150 }))) instanceof TimeoutError, 'no TimeoutError'),
        );
        lasted(took, 150, `recv, ${form}`);
        lasted(
          await elapsed(async () => equal(await poll(one, form, { timeout: 150 }), false)),
          150,
          `poll, ${form}`,
        );
      }
      // Held until now: an end that is collected closes, and then there is nothing to wait for.
      other.close();
    },
    'by poll is none without a timeout, nor with a negative one': async () => {
      const [one, other] = Pipe();
      for (const timeout of [undefined, 0, -1, -Infinity, NaN]) {
        const options = timeout === undefined ? {} : { timeout };
        const took = await elapsed(async () => {
          equal(
            [one.pollSync(options), await one.poll(options), one.pollSync(), await one.poll()],
            [false, false, false, false],
          );
        });
        ok(took < 1000, `it took ${took} ms`);
      }
      other.sendSync(1);
      equal([one.pollSync({ timeout: -1 }), await one.poll({ timeout: Infinity })], [true, true]);
      throws(TypeError, () => one.pollSync({ timeout: '1' as never }));
      for (const timeout of [-1, NaN]) {
        throws(RangeError, () => one.recvSync({ timeout }));
        await rejects(RangeError, one.send(1, { timeout }));
      }
    },
    'can be aborted before and while, and leaves no trace': async () => {
      const [one, other] = Pipe();
      const reason = new Error('why');
      for (const begin of [
        (signal: AbortSignal) => one.recv({ signal }),
        (signal: AbortSignal) => one.poll({ signal, timeout: 1e6 }),
        (signal: AbortSignal) => one.recvBytes({ signal }),
      ]) {
        ok((await rejection(begin(AbortSignal.abort(reason)))) === reason, 'before: not the very reason');
        const controller = new AbortController();
        const waits = [begin(controller.signal), begin(controller.signal)];
        await aMoment();
        controller.abort(reason);
        for (const wait of waits) ok((await rejection(wait)) === reason, 'during: not the very reason');
      }
      await other.send('for nobody yet');
      await aMoment();
      equal(await one.recv(), 'for nobody yet');
    },
    'for room: so much is on its way, then a send waits; timed out or aborted it has sent nothing':
      async () => {
        const [one, other] = Pipe();
        const chunk = new Uint8Array(2 ** 16);
        let sent = 0;
        while ((await failure(one.sendBytes(chunk, { timeout: 0 }))) === undefined) sent += 1;
        ok(sent >= 2 && sent <= 8, `${sent} chunks were on their way`);
        for (const form of FORMS) {
          const took = await elapsed(async () =>
            ok(
              (await rejection(send(one, { chunk }, form, { timeout: 100 }))) instanceof TimeoutError,
              'no TimeoutError',
            ),
          );
          lasted(took, 100, `send, ${form}`);
        }
        const [controller, reason] = [new AbortController(), new Error('why')];
        const aborted = one.send({ chunk }, { signal: controller.signal });
        const waiting = one.sendBytes(chunk.subarray(0, 5));
        await aMoment();
        controller.abort(reason);
        ok((await rejection(aborted)) === reason, 'not the very reason');
        for (let number = 0; number < sent; number += 1)
          equal((await other.recvBytes()).length, chunk.length);
        await waiting;
        equal([(await other.recvBytes()).length, other.pollSync()], [5, false]);
      },
    'goes behind those that wait already: a small message does not overtake a large one, nor a later receiver an earlier':
      async () => {
        const [one, other] = Pipe();
        const sends = [
          one.sendBytes(new Uint8Array(2 ** 17)),
          one.sendBytes(new Uint8Array(2 ** 18)),
          one.send('small'),
          one.sendBytes(new Uint8Array(5)),
        ];
        await aMoment();
        for (const length of [2 ** 17, 2 ** 18]) equal((await other.recvBytes()).length, length);
        equal([await other.recv(), (await other.recvBytes()).length], ['small', 5]);
        await Promise.all(sends);
        const earlier = other.recv();
        one.sendSync('first');
        one.sendSync('second');
        equal([await other.recv(), await earlier], ['second', 'first']);
      },
    'that gives up its turn has sent nothing, also where there is room for it, and lets those behind it go on':
      async () => {
        const [one, other] = Pipe();
        await one.sendBytes(new Uint8Array(2 ** 17));
        const large = one.sendBytes(new Uint8Array(2 ** 18));
        const [stop, reason] = [new AbortController(), new Error('why')];
        const late = rejects(TimeoutError, one.send('late', { timeout: 20 }));
        const next = one.send('next', { signal: stop.signal });
        const behind = one.send('behind');
        await rejects(TimeoutError, one.send('at once', { timeout: 0 }));
        throws(TimeoutError, () => one.sendSync('at once', { timeout: 0 }));
        await late;
        equal([(await other.recvBytes()).length, (await other.recvBytes()).length], [2 ** 17, 2 ** 18]);
        await large;
        equal(await other.recv(), 'next');
        await Promise.all([next, behind]);
        equal([await other.recv(), other.pollSync()], ['behind', false]);
        await one.sendBytes(new Uint8Array(2 ** 18));
        const first = one.sendBytes(new Uint8Array(2 ** 18), { signal: stop.signal });
        const second = one.sendBytes(new Uint8Array(3));
        stop.abort(reason);
        ok((await rejection(first)) === reason, 'not the very reason');
        equal((await other.recvBytes()).length, 2 ** 18);
        await second;
        equal((await other.recvBytes()).length, 3);
      },
    'may have a huge timeout, and then waits': async () => {
      const [one, other] = Pipe();
      for (const timeout of [2 ** 31, 2 ** 53, Infinity]) {
        let settled = false;
        const waiting = one.recv({ timeout }).finally(() => (settled = true));
        await sleep(5);
        equal(settled, false, `a timeout of ${timeout} was over at once`);
        other.sendSync(timeout);
        equal(await waiting, timeout);
      }
    },
  },
};

export const blocking: CaseGroup = {
  title: 'a blocked thread',
  where: 'blocking',
  cases: {
    'sends after what waits for its event loop to be sent': async (t) => {
      const [one, other] = Pipe();
      const chunk = new Uint8Array(2 ** 17);
      const sends = [0, 1, 2, 3, 4, 5].map((number) => one.send([number, chunk]));
      sends.push(one.send([6]));
      throws(TimeoutError, () => one.sendSync(['too early'], { timeout: 5 }));
      t.start(tasks.tells, other, 8);
      one.sendSync([7]);
      equal(one.recvSync(), [0, 1, 2, 3, 4, 5, 6, 7]);
      await Promise.all(sends);
    },
    'goes on as soon as another thread sends, receives, or closes': async (t) => {
      const [one, other] = Pipe();
      t.start(tasks.converse, other, 'sync');
      t.start(tasks.converse, other, 'async');
      other.close();
      const chunk = new Uint8Array(2 ** 17);
      for (let number = 0; number < 6; number += 1) one.sendSync({ number, chunk });
      const back = Array.from({ length: 6 }, () => one.recvSync<number>());
      equal(back.toSorted(), [0, 1, 2, 3, 4, 5]);
      one.sendSync(null);
      one.sendSync(null);
      // Both threads have the other end until they close it.
      equal(one.pollSync({ timeout: 20_000 }), true);
      ok((await rejection(one.recv())) instanceof Error, 'no end');
    },
  },
};
