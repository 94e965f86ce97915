import { BlockingNotAllowedError } from '../../errors.ts';
import type { Event } from '../../threading/index.ts';
import { aMoment, board, DONE, GO, GOT, mark, reaches, read, sleep, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { eventTasks } from './event.tasks.ts';

export const state: CaseGroup = {
  title: 'an event',
  where: 'everywhere',
  cases: {
    'EVT-01 is not set at first, set by set, not set by clear, each as often as you like': (t) => {
      const event = new t.of.Event();
      equal(event.isSet, false);
      for (let i = 0; i < 3; i++) {
        event.set();
        equal(event.isSet, true);
      }
      for (let i = 0; i < 3; i++) {
        event.clear();
        equal(event.isSet, false);
      }
      equal(event.scope, t.place.scope);
    },
    'EVT-06 prints its type, name and state': (t) => {
      const event = new t.of.Event({ name: 'ready' });
      for (const shown of [inspect(event), String(event)]) equal(shown, 'Event(ready, unset)');
      event.set();
      for (const shown of [inspect(event), String(event)]) equal(shown, 'Event(ready, set)');
      for (const shown of [inspect(new t.of.Event()), String(new t.of.Event())])
        includes(shown, 'Event', 'unset');
    },
    'takes options and nothing else': (t) => {
      for (const wrong of [5, 'name', true, null, () => 0])
        throws(TypeError, () => new t.of.Event(wrong as never), inspect(wrong));
    },
    'has a getter that looks and changes nothing': (t) => {
      const event = new t.of.Event();
      throws(TypeError, () => Object.assign(event, { isSet: true }));
      equal(event.isSet, false);
    },
    'is not kept alive by any registry': async (t) => {
      const dropped = ((): WeakRef<Event> => {
        const event = new t.of.Event();
        event.set();
        return new WeakRef(event);
      })();
      for (let i = 0; i < 100 && dropped.deref() !== undefined; i++) {
        await aMoment();
        collectGarbage();
      }
      equal(dropped.deref(), undefined);
    },
    'lets nobody through before set, and everybody after it': async (t) => {
      const [event, b] = [new t.of.Event(), board()];
      t.startAll(3, eventTasks.pass, event, b, true);
      t.startAll(2, eventTasks.pass, event, b, false);
      const mine = [event.wait(), event.wait(), event.wait()];
      await reaches(b, STARTED, 5);
      await aMoment();
      equal(read(b, GOT), 0);
      event.set();
      equal(await Promise.all(mine), [true, true, true]);
      await reaches(b, DONE, 5);
      equal(await event.wait(), true);
      equal(event.waitSync(), true);
    },
    'set and cleared at once wakes all who waited': async (t) => {
      for (let round = 0; round < 2; round++) {
        const [event, b] = [new t.of.Event(), board()];
        t.startAll(2, eventTasks.pass, event, b, true);
        t.startAll(2, eventTasks.pass, event, b, false);
        const mine = [event.wait(), event.wait({ timeout: 20_000 })];
        await reaches(b, STARTED, 4);
        // Only who has begun to wait has waited, and those that block say so just before: CPython's half second.
        await sleep(500);
        event.set();
        event.clear();
        equal(await Promise.all(mine), [true, true]);
        await reaches(b, DONE, 4);
        equal(event.isSet, false);
        equal(await event.wait({ timeout: 0 }), false);
      }
    },
    'set by another thread wakes this one': async (t) => {
      const [event, b] = [new t.of.Event(), board()];
      t.start(eventTasks.setAtGo, event, b);
      const waiting = event.wait();
      mark(b, GO);
      equal(await waiting, true);
      equal(read(b, DONE), 1);
    },
    'loses no wake-up in two hundred rounds of ping-pong': async (t) => {
      for (const blocks of [true, false]) {
        const [ping, pong] = [new t.of.Event({ name: 'ping' }), new t.of.Event({ name: 'pong' })];
        t.start(eventTasks.pong, ping, pong, 200, blocks);
        for (let i = 0; i < 200; i++) {
          ping.set();
          ok(await pong.wait({ timeout: 20_000 }), `no pong ${i}`);
          pong.clear();
        }
      }
    },
    'that is passed is the same event at every place of a nested value': async (t) => {
      const event = new t.of.Event();
      await t.start(eventTasks.nested, { list: [event], map: new Map([['x', { event }]]) }).join();
      equal(event.isSet, true);
    },
    'that flickers is waited for without an error, and in time': async (t) => {
      const [event, b] = [new t.of.Event(), board()];
      t.start(eventTasks.flicker, event, b);
      await reaches(b, STARTED, 1);
      for (let i = 0; i < 50; i++) equal(await event.wait({ timeout: 20_000 }), true);
      mark(b, GO);
    },
  },
};

export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form': (t) => {
      const event = new t.of.Event();
      for (const options of [{}, { timeout: 10 }, { timeout: Infinity }])
        includes(throws(BlockingNotAllowedError, () => event.waitSync(options)).message, 'await', 'wait');
    },
    'may use the blocking form where it need not wait': (t) => {
      const event = new t.of.Event();
      equal(event.waitSync({ timeout: 0 }), false);
      event.set();
      equal(event.waitSync(), true);
      equal(event.waitSync({ timeout: 10 }), true);
    },
  },
};
