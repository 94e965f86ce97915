import { TIMEOUT_MAX } from '../../threading/index.ts';
import { aMoment, board, DONE, elapsed, GO, GOT, lasted, mark, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejection, rejects, throws } from '../check.ts';
import { eventTasks } from './event.tasks.ts';

const huge = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, TIMEOUT_MAX, Infinity];

export const waiting: CaseGroup = {
  title: 'a wait',
  where: 'everywhere',
  cases: {
    'EVT-03 of an unset event gives false: at once for 0, else after about its time': async (t) => {
      const event = new t.of.Event();
      equal(await event.wait({ timeout: 0 }), false);
      equal(event.waitSync({ timeout: 0 }), false);
      lasted(await elapsed(async () => equal(await event.wait({ timeout: 500 }), false)), 500, 'wait');
    },
    'EVT-03 of a set event gives true at once, whatever the timeout': async (t) => {
      const event = new t.of.Event();
      event.set();
      for (const timeout of [undefined, 0, 500, Infinity]) {
        equal(await event.wait({ timeout }), true);
        equal(event.waitSync({ timeout }), true);
      }
    },
    'refuses a timeout that is negative, NaN or no number, set or not': async (t) => {
      const event = new t.of.Event();
      for (let i = 0; i < 2; i++) {
        for (const timeout of [-1, -Infinity, NaN]) {
          throws(RangeError, () => event.waitSync({ timeout }), String(timeout));
          await rejects(RangeError, event.wait({ timeout }), String(timeout));
        }
        throws(TypeError, () => event.waitSync({ timeout: '5' as never }));
        await rejects(TypeError, event.wait({ timeout: '5' as never }));
        event.set();
      }
    },
    'may have a huge timeout, and then waits': async (t) => {
      for (const timeout of huge) {
        const event = new t.of.Event();
        let settled = false;
        const waiting = event.wait({ timeout }).finally(() => (settled = true));
        await aMoment();
        equal(settled, false, `a timeout of ${timeout} was over at once`);
        event.set();
        equal(await waiting, true);
      }
    },
    'that timed out leaves no trace: the others go on waiting, and are woken': async (t) => {
      const [event, b] = [new t.of.Event(), board()];
      t.start(eventTasks.pass, event, b, true);
      t.start(eventTasks.pass, event, b, false);
      await reaches(b, STARTED, 2);
      const other = event.wait();
      equal(await event.wait({ timeout: 20 }), false);
      await aMoment();
      equal(read(b, GOT), 0);
      event.set();
      equal(await other, true);
      await reaches(b, DONE, 2);
    },
    'with a signal that is aborted already rejects with its reason, set or not': async (t) => {
      const event = new t.of.Event();
      for (let i = 0; i < 2; i++) {
        for (const reason of [new Error('why'), 'a string', 0])
          ok(
            (await rejection(event.wait({ signal: AbortSignal.abort(reason) }))) === reason,
            'not the very reason',
          );
        event.set();
      }
    },
    'is ended by its signal and leaves no trace': async (t) => {
      const [event, b, controller] = [new t.of.Event(), board(), new AbortController()];
      t.start(eventTasks.pass, event, b, true);
      const first = event.wait({ signal: controller.signal });
      const second = event.wait();
      await reaches(b, STARTED, 1);
      controller.abort('x');
      equal(await rejection(first), 'x');
      await aMoment();
      equal([read(b, GOT), event.isSet], [0, false]);
      event.set();
      equal(await second, true);
      await reaches(b, DONE, 1);
    },
    'that is over is not touched by its signal': async (t) => {
      const [event, controller] = [new t.of.Event(), new AbortController()];
      event.set();
      equal(await event.wait({ signal: controller.signal }), true);
      controller.abort();
      await aMoment();
    },
  },
};

export const waitingBlocking: CaseGroup = {
  title: 'a blocking wait',
  where: 'blocking',
  cases: {
    'EVT-03 of an unset event gives false after about its time': async (t) => {
      const event = new t.of.Event();
      lasted(await elapsed(() => equal(event.waitSync({ timeout: 500 }), false)), 500, 'waitSync');
    },
    'is ended by another thread, whatever the timeout': async (t) => {
      for (const timeout of [...huge, undefined]) {
        const [event, b] = [new t.of.Event(), board()];
        t.start(eventTasks.setAtGo, event, b);
        mark(b, GO);
        equal(event.waitSync({ timeout }), true, `a timeout of ${timeout}`);
      }
    },
    'loses no wake-up in a thousand rounds of ping-pong': async (t) => {
      for (const blocks of [true, false]) {
        const [ping, pong] = [new t.of.Event({ name: 'ping' }), new t.of.Event({ name: 'pong' })];
        const thread = t.start(eventTasks.pong, ping, pong, 1000, blocks);
        for (let i = 0; i < 1000; i++) {
          ping.set();
          ok(pong.waitSync({ timeout: 20_000 }), `no pong ${i}`);
          pong.clear();
        }
        ok(thread.joinSync({ timeout: 20_000 }), 'the thread does not end');
      }
    },
  },
};
