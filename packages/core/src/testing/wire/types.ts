import { SerializationError, StateError, UnsupportedError } from '../../errors.ts';
import { defineTypes } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { agent } from '../../agent/state.ts';
import { readRecord, RecordWriter } from '../../wire/record.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { received, record, thereAndBack } from './codec.ts';
import { Account, Money, wireTasks } from './wire.tasks.ts';

/** A new name for each definition: what is defined stays defined. */
let names = 0;
const fresh = (what: string): string => `testing/${what}/${(names += 1)}`;

class Refused {
  fails = false;
}
defineTypes('testing/Refused', {
  class: Refused,
  encode: ({ fails }) => fails,
  decode: () => {
    throw new RangeError('decode fails');
  },
});

export const types: CaseGroup = {
  title: 'an instance of a class of defineTypes',
  where: 'everywhere',
  cases: {
    'arrives as one, in a thread too, with what it holds': async (t) => {
      const account = new Account('me', new Lock(), [new Money(5n), new Money(2n ** 70n)]);
      await t.start(wireTasks.audit, [account, account], 5n + 2n ** 70n).join();
      const [first, second] = thereAndBack([account, account]) as Account[];
      ok(first instanceof Account && first === second && first !== account, 'not one new account');
      ok(first.lock === account.lock, 'another lock');
      equal(first.entries[1]?.cents, 2n ** 70n);
    },

    'is read at once where the record says that it is inside': () => {
      const writer = new RecordWriter();
      const options = { root: 'item', owner: { encode: () => undefined, release: () => {} } };
      writer.write([new Money(1n)], options);
      equal(writer.custom, true);
      writer.write([1n], options);
      equal(writer.custom, false);
    },

    'may send and receive others in its encode and decode': () => {
      class Nested {
        readonly other: unknown;
        constructor(other: unknown) {
          this.other = other;
        }
      }
      defineTypes(fresh('Nested'), {
        class: Nested,
        encode: ({ other }) => record(['inner', other]),
        decode: (bytes) => new Nested(received(bytes)),
      });
      const [before, nested, after] = thereAndBack([{ a: 1 }, new Nested({ a: 2, b: 'x' }), { a: 3 }]) as [
        unknown,
        Nested,
        unknown,
      ];
      equal([before, nested.other, after], [{ a: 1 }, ['inner', { a: 2, b: 'x' }], { a: 3 }]);
    },

    'that holds itself is refused, and one that is held by what it holds': () => {
      class Ring {
        next: unknown = this;
      }
      defineTypes(fresh('Ring'), {
        class: Ring,
        encode: ({ next }) => ({ next }),
        decode: () => new Ring(),
      });
      equal(throws(SerializationError, () => thereAndBack([new Ring()])).path, 'item[0].next');
      const ring = new Ring();
      ring.next = [ring];
      includes(throws(SerializationError, () => thereAndBack(ring)).message, 'leave it out');
    },

    'does not make its subclass travel': () => {
      class More extends Money {}
      includes(
        throws(SerializationError, () => thereAndBack([new More(1n)])).message,
        'item[0]',
        'More',
        'testing/Money',
      );
    },

    'whose encode throws, throws that at the sender': () => {
      class Bad {
        readonly x = 1;
      }
      defineTypes(fresh('Bad'), {
        class: Bad,
        encode: () => {
          throw new RangeError('encode fails');
        },
        decode: () => new Bad(),
      });
      equal(throws(RangeError, () => thereAndBack([new Bad()])).message, 'encode fails');
      equal(thereAndBack([1]), [1]);
    },

    'whose decode throws, throws that at the receiver, and the primitives beside it are not lost': () => {
      const bytes = record([new Refused(), new Event(), { a: new Event() }]);
      let arrived = 0;
      const failed = throws(RangeError, () =>
        readRecord(bytes, 0, bytes.length, () => {
          arrived += 1;
          return {};
        }),
      );
      equal([failed.message, arrived], ['decode fails', 2]);
      equal(thereAndBack([1]), [1]);
    },

    'that is not defined in the thread is an error there which names the type and its module': async () => {
      class Local {
        readonly x = 1;
      }
      const name = fresh('Local');
      defineTypes(name, { class: Local, encode: () => 1, decode: () => new Local() });
      const thread = new Thread(wireTasks.receivesUnknown, { args: [new Local()] }).start();
      await thread.join();
      ok(thread.error instanceof UnsupportedError, String(thread.error));
      includes(thread.error.message, name, 'wire/types', 'import the module');
    },

    'is defined once: a name is one class’s, and a class has one name': () => {
      const options = { encode: () => 0, decode: () => new Money(0n) };
      throws(StateError, () => defineTypes('testing/Money', { class: Account, ...options } as never));
      throws(StateError, () => defineTypes(fresh('Money'), { class: Money, ...options }));
      defineTypes('testing/Money', {
        class: Money,
        encode: (money) => money.cents,
        decode: (cents) => new Money(cents),
      });
      equal((thereAndBack(new Money(4n)) as Money).cents, 4n);
    },

    'is of a class that does not travel by itself': () => {
      const options = { encode: () => 0, decode: () => ({}) };
      for (const constructor of [Object, Map, Lock, Error])
        throws(TypeError, () => defineTypes(fresh('built-in'), { class: constructor, ...options } as never));
      throws(TypeError, () => defineTypes('', { class: class {}, ...options }));
      throws(TypeError, () => defineTypes(fresh('x'), { class: () => 0, ...options } as never));
      throws(TypeError, () => defineTypes(fresh('x'), { class: class {}, encode: 1 } as never));
    },

    'is known to every copy of this library: the agent’s state has it': () => {
      equal(agent().types.byPrototype.get(Money.prototype)?.name, 'testing/Money');
    },
  },
};
