import { currentProgram } from '../../agent/program.ts';
import { Local } from '../../threading/index.ts';
import { aMoment, board, DONE, GO, mark, reaches, STARTED } from '../board.ts';
import type { CaseGroup, Suite } from '../cases.ts';
import { equal, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { localTasks } from './local.tasks.ts';

async function collected(reference: WeakRef<object>, meanwhile: () => void = () => {}): Promise<boolean> {
  for (let i = 0; i < 100 && reference.deref() !== undefined; i++) {
    meanwhile();
    await aMoment();
    collectGarbage();
  }
  return reference.deref() === undefined;
}

/** What makes an agent look through the values that it keeps: one more Local that was sent and is dropped. */
function sendAndDrop(): void {
  const program = currentProgram();
  const data = program.encode(new Local());
  program.release(data!.at);
}

class Oops extends Error {}

const local: CaseGroup = {
  title: 'a Local',
  where: 'everywhere',
  cases: {
    'TLS-02 has in each thread the value that was set there, and none that was not': async (t) => {
      const [values, b] = [new Local<string>(), board()];
      values.set('of the first');
      t.startAll(3, localTasks.own, values, b);
      await reaches(b, STARTED, 3);
      mark(b, GO);
      await reaches(b, DONE, 3);
      equal(values.get(), 'of the first');
    },
    'has no value at first, and then any': () => {
      const values = new Local<unknown>();
      equal(values.get(), undefined);
      for (const value of [0, '', null, () => 1, Symbol('s'), { deep: [1] }, undefined]) {
        values.set(value);
        ok(values.get() === value, `not the very ${inspect(value)}`);
      }
    },
    'makes its value when it is first asked for, once, and not when one was set': () => {
      let made = 0;
      const values = new Local(() => ({ number: ++made }));
      equal(made, 0);
      const first = values.get();
      ok(values.get() === first && made === 1, `it was made ${made} times`);
      const other = new Local<string | undefined>(() => fail());
      other.set(undefined);
      equal(other.get(), undefined);

      function fail(): never {
        throw new Oops('made');
      }
    },
    'has no value when making it failed, and tries again': () => {
      let fails = true;
      const values = new Local(() => {
        if (fails) throw new Oops('not yet');
        return 'made';
      });
      throws(Oops, () => values.get());
      fails = false;
      equal(values.get(), 'made');
    },
    'is made of a function or of nothing': () => {
      for (const wrong of [5, 'init', {}, null])
        throws(TypeError, () => new Local(wrong as never), inspect(wrong));
    },
    'is shared by the flows of a thread': async () => {
      const values = new Local<number>();
      await Promise.all([1, 2, 3].map(async (n) => values.set((values.get() ?? 0) + n)));
      equal(values.get(), 6);
    },
    'does not take what makes its value to another thread': async (t) => {
      const [values, b] = [new Local(() => 'made here'), board()];
      mark(b, GO);
      await t.start(localTasks.own, values, b).join();
      equal(values.get(), 'made here');
    },
    'that is passed is the same Local at every place of a nested value': async (t) => {
      const values = new Local<string>();
      await t
        .start(localTasks.nested, {
          list: [values],
          map: new Map([['x', { local: values }]]),
          set: new Set([values]),
        })
        .join();
      equal(values.get(), undefined);
    },
    'that comes back still has this thread’s value, when this thread had let go of it meanwhile':
      async () => {
        const program = currentProgram();
        const [reference, data] = ((): [WeakRef<object>, ReturnType<typeof program.encode>] => {
          const values = new Local<string>();
          values.set('kept');
          return [new WeakRef(values), program.encode(values)];
        })();
        ok(await collected(reference), 'the Local was kept');
        const again = program.decode(data!) as Local<string>;
        equal([again instanceof Local, again.get()], [true, 'kept']);
      },
    'that is dropped goes, and its value with it, whether it was sent or not': async (t) => {
      for (const sent of [false, true]) {
        const [reference, value] = ((): [WeakRef<object>, WeakRef<object>] => {
          const [values, object] = [new Local<object>(), { large: new Uint8Array(1000) }];
          values.set(object);
          const b = board();
          mark(b, GO);
          if (sent) t.start(localTasks.own, values as unknown as Local<string>, b);
          return [new WeakRef(values), new WeakRef(object)];
        })();
        if (sent) await t.finish();
        ok(await collected(reference), `sent ${sent}: the Local was kept`);
        // The other thread's reference goes when that thread is buried, which nobody tells this one.
        ok(await collected(value, sent ? sendAndDrop : undefined), `sent ${sent}: its value was kept`);
      }
    },
    'of many, sent and dropped, keeps the values of none but its own': async () => {
      const program = currentProgram();
      const kept = new Local<number>();
      kept.set(-1);
      for (let i = 0; i < 2000; i++) {
        const values = new Local<number>();
        values.set(i);
        const data = program.encode(values);
        equal((program.decode(data!) as Local<number>).get(), i);
        if (i % 500 === 0) {
          collectGarbage();
          await aMoment();
        }
      }
      equal(kept.get(), -1);
    },
    'prints its type and whether it is set': () => {
      const values = new Local<number>();
      ok(/^Local\(#\d+, unset\)$/.test(inspect(values)), inspect(values));
      values.set(1);
      ok(/^Local\(#\d+, set\)$/.test(String(values)), String(values));
    },
  },
};

/** Thread-local data. CPython's row holds as it is. */
export const localSuite: Suite = { name: 'local', variants: ['one value a thread'], groups: [local] };
