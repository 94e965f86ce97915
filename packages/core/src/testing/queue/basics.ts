import { Empty, SerializationError } from '../../errors.ts';
import { agent } from '../../agent/state.ts';
import { aMoment } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { seededRandom as random } from '../../scenario/random.ts';
import { attemptNow, EMPTY } from './attempt.ts';
import { drain, inOrder, make, type Item } from './kinds.ts';

/** A class that travels, until it is told not to. */
class Fickle {
  static fails = false;
}

function registerFickle(): void {
  const type = {
    name: 'Fickle',
    url: '',
    encode: () => null,
    decode: () => {
      if (Fickle.fails) throw new Error('it does not arrive');
      return new Fickle();
    },
  };
  const { types } = agent();
  types.byName.set('Fickle', type);
  types.byPrototype.set(Fickle.prototype, type);
}

export const basics: CaseGroup = {
  title: 'a queue',
  where: 'everywhere',
  cases: {
    'Q3-03 gives items in its order, twice over, by every form': async (t) => {
      const queue = make(t);
      for (let round = 0; round < 2; round += 1) {
        equal([queue.empty, queue.size], [true, 0]);
        queue.putNowait([3]);
        queue.putSync([1]);
        await queue.put([2]);
        equal([queue.empty, queue.size], [false, 3]);
        const got = [queue.getNowait()[0], queue.getSync()[0], (await queue.get())[0]];
        equal(got, inOrder(t, [3, 1, 2]));
        equal(await attemptNow(queue, 'get'), [EMPTY, EMPTY, EMPTY]);
        includes(throws(Empty, () => queue.getNowait()).message, 'empty', t.place.variant);
      }
    },
    'Q3-04 SQ-02 refuses a negative timeout and one that is no number, item or not': async (t) => {
      const queue = make(t);
      for (let round = 0; round < 2; round += 1) {
        for (const timeout of [-1, -Infinity, NaN]) {
          throws(RangeError, () => queue.getSync({ timeout }), String(timeout));
          throws(RangeError, () => queue.putSync([1], { timeout }), String(timeout));
          await rejects(RangeError, queue.get({ timeout }), String(timeout));
          await rejects(RangeError, queue.put([1], { timeout }), String(timeout));
        }
        const timeout = '5' as never;
        throws(TypeError, () => queue.getSync({ timeout }));
        await rejects(TypeError, queue.put([1], { timeout }));
        equal(queue.size, round);
        queue.putNowait([1]);
      }
    },
    'takes options and nothing else': (t) => {
      for (const wrong of [5, 'name', true, null, () => 0])
        throws(TypeError, () => make(t, wrong as never), inspect(wrong));
      throws(TypeError, () => make(t, { name: 5 as never }));
      throws(TypeError, () => make(t, { maxBytes: '5' as never }));
      throws(RangeError, () => make(t, { maxBytes: NaN }));
      const queue = make(t, { name: 'a' });
      equal([queue.name, make(t, undefined).name, queue.scope], ['a', undefined, t.place.scope]);
    },
    'prints its type, name and how full it is': (t) => {
      const queue = make(t, { name: 'jobs' });
      queue.putNowait([1]);
      for (const shown of [inspect(queue), String(queue)]) equal(shown, `${t.place.variant}(jobs, 1 items)`);
      includes(String(make(t)), `${t.place.variant}(#`, ', 0 items)');
    },
    'SQ-07 holds no reference to an item': async (t) => {
      const queue = make(t);
      const refs = ((): WeakRef<object>[] => {
        const item: Item = [1, { big: 'x'.repeat(1000) }];
        queue.putNowait(item);
        const got = queue.getNowait();
        return [new WeakRef(item), new WeakRef(got), new WeakRef(got[1] as object)];
      })();
      for (let turn = 0; turn < 100 && refs.some((ref) => ref.deref() !== undefined); turn += 1) {
        await aMoment();
        collectGarbage();
      }
      equal(
        refs.map((ref) => ref.deref()),
        [undefined, undefined, undefined],
      );
    },
    'Q-01 is as it was when an item cannot travel, and says where in the item': async (t) => {
      const queue = make(t);
      queue.putNowait([1]);
      for (let round = 0; round < 2; round += 1) {
        const wrong: Item = [2, { deep: [() => 0] }];
        const errors = [
          throws(SerializationError, () => queue.putNowait(wrong)),
          throws(SerializationError, () => queue.putSync(wrong)),
          await rejects(SerializationError, queue.put(wrong)),
        ];
        for (const error of errors) equal(error.path, 'item[1].deep[0]');
        equal([queue.size, queue.empty], [1, false]);
      }
      equal(drain(queue), [1]);
    },
    'Q-01 keeps an item that does not arrive for whoever can get it': async (t) => {
      registerFickle();
      const queue = make(t);
      queue.putNowait([1, new Fickle()]);
      for (let round = 0; round < 2; round += 1) {
        Fickle.fails = true;
        equal(throws(Error, () => queue.getNowait()).message, 'it does not arrive');
        equal(throws(Error, () => queue.getSync()).message, 'it does not arrive');
        equal((await rejects(Error, queue.get())).message, 'it does not arrive');
        equal(queue.size, 1);
        Fickle.fails = false;
      }
      ok(queue.getNowait()[1] instanceof Fickle, 'another class arrived');
      queue.putNowait([2]);
      equal([queue.getNowait(), queue.size], [[2], 0]);
    },
    'may be put into by what is put into it, and got from by what is got': (t) => {
      const queue = make(t);
      const item = {
        priority: 1,
        get inner(): number {
          queue.putNowait([2, 'from inside']);
          return 5;
        },
      };
      queue.putNowait(item as never);
      queue.putNowait([3]);
      equal(queue.size, 3);
      const got = [queue.getNowait(), queue.getNowait(), queue.getNowait()] as unknown[];
      ok(
        got.some((one) => (one as { inner?: number }).inner === 5),
        'the outer item is lost',
      );
      ok(
        got.some((one) => Array.isArray(one) && one[1] === 'from inside'),
        'the inner item is lost',
      );
    },
    'does what a plain array does': async (t) => {
      const seed = 20261125;
      const [queue, next, model] = [make(t), random(seed), [] as number[]];
      const out = (): number => {
        const number = inOrder(t, model)[0]!;
        // Of equal priorities the first comes out first.
        const index = t.place.variant === 'LifoQueue' ? model.lastIndexOf(number) : model.indexOf(number);
        model.splice(index, 1);
        return number;
      };
      for (let turn = 0; turn < 4000; turn += 1) {
        const number = Math.floor(next() * 1000) - 500;
        const form = Math.floor(next() * 3);
        const [growing, text] = [
          Math.floor(turn / 500) % 2 === 0,
          'x'.repeat(Math.floor(next() ** 4 * 3000)),
        ];
        if (next() < (growing ? 0.6 : 0.4)) {
          const item: Item = [number, text];
          if (form === 0) queue.putNowait(item);
          else if (form === 1) queue.putSync(item);
          else await queue.put(item);
          model.push(number);
        } else if (model.length === 0) throws(Empty, () => queue.getNowait());
        else {
          const got = form === 0 ? queue.getNowait() : form === 1 ? queue.getSync() : await queue.get();
          equal(got[0], out(), `turn ${turn}, seed ${seed}`);
        }
        if (queue.size !== model.length) equal(queue.size, model.length, `turn ${turn}, seed ${seed}`);
      }
    },
  },
};
