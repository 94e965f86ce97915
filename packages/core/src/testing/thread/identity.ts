import {
  activeCount,
  currentThread,
  enumerate,
  getIdent,
  getNativeId,
  mainThread,
  Thread,
} from '../../threading/index.ts';
import { board, DONE, FREE, GO, mark, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { threadTasks } from './thread.tasks.ts';

export const identity: CaseGroup = {
  title: 'a thread’s identity',
  where: 'everywhere',
  cases: {
    'THR-02 is a name that is kept, made a string, or Thread-N with the task’s name': () => {
      const named = (name: unknown): string => new Thread(threadTasks.nothing, { name: name as string }).name;
      equal(named('mine'), 'mine');
      equal(named(42), '42');
      equal(named(null), 'null');
      const first = new Thread(threadTasks.nothing).name;
      ok(/^Thread-\d+ \(nothing\)$/.test(first), first);
      for (const name of ['', undefined]) ok(/^Thread-\d+ \(nothing\)$/.test(named(name)), String(name));
      const numbers = Array.from({ length: 10 }, () => new Thread(threadTasks.run, { args: [board()] }).name);
      equal(new Set(numbers).size, 10, 'different names');
    },
    'is a number of its own while it lives': async () => {
      const b = board();
      const threads = Array.from({ length: 4 }, () => new Thread(threadTasks.untilGo, { args: [b] }).start());
      await reaches(b, STARTED, 4);
      const idents = [getIdent(), mainThread().ident, ...threads.map(({ ident }) => ident)];
      for (const ident of idents) ok(Number.isSafeInteger(ident) && ident! > 0, `ident ${ident}`);
      equal(new Set(threads.map(({ ident }) => ident)).size, 4);
      ok(!threads.some(({ ident }) => ident === getIdent()), 'a thread has this one’s ident');
      mark(b, GO);
      for (const thread of threads) await thread.join();
      ok(
        threads.every(({ ident }) => ident !== undefined),
        'an ended thread forgot its ident',
      );
    },
    'is the same seen from inside and from outside': async (t) => {
      const b = board();
      const thread = t.launch(threadTasks.identify, [b]);
      await thread.join();
      if (thread.error !== undefined) throw thread.error;
      equal(read(b, DONE), 1);
      const seen = [...b.subarray(FREE, FREE + 7)];
      const native = thread.nativeId ?? -1;
      equal(seen, [thread.ident!, thread.ident!, mainThread().ident!, native, native, 0, 1]);
    },
    'is known to the runtime’s kernel, or honestly is not': () => {
      const native = getNativeId();
      ok(native === null || (Number.isSafeInteger(native) && native > 0), `nativeId ${native}`);
      equal(currentThread().nativeId, native);
    },
    'of this very agent is what currentThread says': (t) => {
      const me = currentThread();
      equal([me.ident, me.isAlive, me.daemon, me.error], [getIdent(), true, false, undefined]);
      if (t.place.agent === 'main') equal([me.name, me.ident], ['MainThread', mainThread().ident]);
      else ok(me.ident !== mainThread().ident, 'a thread is not the main one');
      equal([mainThread().name, mainThread().isAlive, mainThread().daemon], ['MainThread', true, false]);
      for (const thread of [me, mainThread()]) includes(String(thread), 'Thread', thread.name, 'started');
    },
    'stands in the registry while it lives': async () => {
      const [b, before] = [board(), activeCount()];
      const thread = new Thread(threadTasks.untilGo, { args: [b], name: 'listed', daemon: true });
      equal(activeCount(), before, 'counted before its start');
      thread.start();
      equal(activeCount(), before + 1);
      await reaches(b, STARTED, 1);
      const listed = enumerate().find(({ ident }) => ident === thread.ident);
      equal([listed?.name, listed?.daemon, listed?.isAlive], ['listed', true, true]);
      const idents = enumerate().map(({ ident }) => ident);
      ok(idents.includes(getIdent()) && idents.includes(mainThread().ident), 'main or this one is missing');
      mark(b, GO);
      await thread.join();
      equal(activeCount(), before);
    },
    'is seen in the registry by other threads': async (t) => {
      const b = board();
      const sibling = t.launch(threadTasks.untilGo, [b], { name: 'sibling' });
      await reaches(b, STARTED, 1);
      const thread = t.launch(threadTasks.registered, ['looking', 'sibling'], { name: 'looking' });
      await thread.join();
      mark(b, GO);
      await sibling.join();
      if (thread.error !== undefined) throw thread.error;
    },
    'THR-62 and its daemon flag are fixed': async () => {
      const thread = new Thread(threadTasks.nothing);
      throws(TypeError, () => Object.assign(thread, { daemon: true }));
      thread.start();
      throws(TypeError, () => Object.assign(thread, { daemon: true }));
      equal(thread.daemon, false);
      await thread.join();
    },
    'THR-76 and its daemon flag are those of the thread that makes it': async (t) => {
      for (const daemon of [true, false]) {
        const thread = t.launch(threadTasks.inherits, [daemon], { daemon });
        await thread.join();
        if (thread.error !== undefined) throw thread.error;
      }
      equal(new Thread(threadTasks.nothing).daemon, false);
    },
  },
};
