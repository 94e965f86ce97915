import { shared } from '../../task/index.ts';
import { currentThread, Event, Lock, Thread } from '../../threading/index.ts';
import { aMoment, board, DONE, FREE, GO, mark, reaches, read, STARTED } from '../board.ts';
import type { CaseGroup, Suite } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';

const url = import.meta.url;
let last = 0;

/** Imported by the cases and not with the suite, because it makes primitives, which wants a runtime. */
const module = (): Promise<typeof import('./shared.tasks.ts')> => import('./shared.tasks.ts');

/** A name that no case of this program has used. */
function unused(): string {
  return `${currentThread().name} ${performance.now()} ${last++}`;
}

class Oops extends Error {}

const one: CaseGroup = {
  title: 'a shared primitive',
  where: 'everywhere',
  cases: {
    'is one in all threads, also when they evaluate its module at the same time': async (t) => {
      const { sharedTasks } = await module();
      const b = board();
      const threads = t.startAll(4, sharedTasks.count, b, 1000);
      for (const thread of threads) await thread.join();
      equal([b[FREE], read(b, DONE)], [4000, 4]);
    },
    'that is sent is the one that the module has there': async (t) => {
      const { changed, counter, flag, guard, sharedTasks } = await module();
      counter.tryAcquire();
      guard.acquireSync();
      changed.acquireSync();
      flag.set();
      await t.start(sharedTasks.same, counter, changed, flag).join();
      flag.clear();
      changed.release();
      guard.release();
      counter.release();
      equal([changed.locked, changed.lock === guard], [false, true]);
    },
    'is made once by threads that race for it, for each of many names': async (t) => {
      const { sharedTasks } = await module();
      const [b, prefix] = [board(), unused()];
      t.startAll(4, sharedTasks.race, b, prefix, 50);
      await reaches(b, STARTED, 4);
      mark(b, GO);
      await reaches(b, DONE, 4);
      equal(read(b, FREE), 50, 'how often one was had first');
    },
    'is kept when nobody has it any more': async (t) => {
      const { sharedTasks } = await module();
      const name = unused();
      await t.start(sharedTasks.setOne, name).join();
      collectGarbage();
      await aMoment();
      equal(shared(sharedTasks.setOne.url, name, () => new Event()).isSet, true);
    },
    'is known by module and name': () => {
      const name = unused();
      const first = shared(url, name, () => new Lock({ name: 'first' }));
      ok(shared(url, name, () => new Lock({ name: 'second' })) === first, 'it is another');
      equal(first.name, 'first');
      ok(shared(`${url}?other`, name, () => new Lock()) !== first, 'modules are mixed up');
      ok(shared(url, `${name}'`, () => new Lock()) !== first, 'names are mixed up');
    },
    'that is a Local makes its value in each thread': async () => {
      const { own } = await module();
      equal(own.get(), `of ${currentThread().name}`);
    },
    'is of one type: TypeError that names both': () => {
      const name = unused();
      const lock = shared(url, name, () => new Lock());
      const error = throws(TypeError, () => shared(url, name, () => new Event()));
      includes(error.message, 'Lock', 'Event', name);
      ok(shared(url, name, () => new Lock()) === lock, 'it is another now');
    },
    'is a primitive: TypeError that says so': async () => {
      const { sharedTasks } = await module();
      const thread = new Thread(sharedTasks.setOne, { args: [unused()] });
      for (const wrong of [undefined, null, 5, 'lock', {}, () => new Lock(), Promise.resolve(new Lock())]) {
        const error = throws(TypeError, () => shared(url, unused(), () => wrong), inspect(wrong));
        includes(error.message, 'must be a primitive');
      }
      throws(Error, () => shared(url, unused(), () => thread), 'a thread');
    },
    'has a module and a name: TypeError': () => {
      for (const wrong of ['', undefined, 5] as never[]) {
        throws(TypeError, () => shared(wrong, 'name', () => new Lock()), inspect(wrong));
        throws(TypeError, () => shared(url, wrong, () => new Lock()), inspect(wrong));
      }
    },
    'that could not be made is made by the next': () => {
      const name = unused();
      throws(Oops, () =>
        shared(url, name, () => {
          throw new Oops('no');
        }),
      );
      equal(shared(url, name, () => new Lock()).locked, false);
    },
  },
};

/** Primitives at module level that are the same in every thread. */
export const sharedSuite: Suite = { name: 'shared', variants: ['one registry'], groups: [one] };
