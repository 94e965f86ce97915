import type { HandleData } from '../../agent/primitive.ts';
import { ScopeError, SerializationError } from '../../errors.ts';
import { RecordWriter } from '../../wire/record.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, throws } from '../check.ts';
import { thereAndBack } from './codec.ts';

class Custom {
  readonly x = 1;
}

const refused: readonly (readonly [string, () => unknown, string, string])[] = [
  ['a function', () => () => 0, 'item', 'defineTasks'],
  ['a symbol', () => ({ 'odd key': [Symbol('s')] }), 'item["odd key"][0]', 'symbol'],
  ['an instance', () => [{ a: new Custom() }], 'item[0].a', 'defineTypes'],
  ['an instance in a map', () => new Map([['k', new Custom()]]), 'item.get("k")', 'Custom'],
  ['a key of a map', () => new Map([[new Custom(), 1]]), 'item.keys()[0]', 'Custom'],
  ['an element of a set', () => new Set([1, new Custom()]), 'item.values()[1]', 'Custom'],
  ['a subclass of Array', () => ({ a: new (class Mine extends Array {})() }), 'item.a', 'Mine'],
  ['a subclass of Map', () => [new (class Mine extends Map {})()], 'item[0]', 'Mine'],
  ['a promise', () => Promise.resolve(), 'item', 'Promise'],
  ['shared memory', () => ({ a: new SharedArrayBuffer(4) }), 'item.a', 'as an argument'],
  ['a view of it', () => ({ a: new Uint8Array(new SharedArrayBuffer(4)) }), 'item.a', 'as an argument'],
  ['a port', () => [new MessageChannel().port1], 'item[0]', 'MessagePort'],
  ['a view of what was transferred', () => detached(), 'item', 'transferred'],
  ['a view beyond its buffer', () => [beyond()], 'item[0]', 'shorter'],
];

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function beyond(): DataView {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const view = new DataView(buffer, 4, 4);
  buffer.resize(4);
  return view;
}

/** Counts what is in flight. */
class Owner {
  flying = 0;
  encode(value: object): HandleData | undefined {
    if (!(value instanceof Date)) return undefined;
    this.flying += 1;
    return { type: 'Lock', kind: 2, at: 8, generation: 0, name: undefined, flags: 0 };
  }
  release(): void {
    this.flying -= 1;
  }
}

export const refusals: CaseGroup = {
  title: 'an item that cannot travel',
  where: 'main',
  cases: {
    'is refused with its path and what to do': () => {
      for (const [name, make, path, part] of refused) {
        const error = throws(SerializationError, () => thereAndBack(make()), name);
        equal(error.path, path, name);
        includes(error.message, `Cannot send ${path}: `, part);
      }
    },

    'because it is nested too deeply, is refused; the next is not': () => {
      let deep: unknown = [];
      for (let level = 0; level < 200_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
      includes(throws(SerializationError, () => thereAndBack(deep)).message, 'too deeply');
      equal(thereAndBack([1, { a: 2 }]), [1, { a: 2 }]);
    },

    'because its getter throws, throws that': () => {
      const value = {
        get a(): never {
          throw new RangeError('mine');
        },
      };
      equal(throws(RangeError, () => thereAndBack([value])).message, 'mine');
    },

    'keeps no reference to primitives that came before': () => {
      const [owner, writer] = [new Owner(), new RecordWriter()];
      throws(SerializationError, () =>
        writer.write([new Date(), { a: new Date() }, () => 0], { root: 'item', owner }),
      );
      equal([owner.flying, writer.handles.length], [0, 0]);
      writer.write([new Date(), new Date(1)], { root: 'item', owner });
      equal([owner.flying, writer.handles.length], [2, 2]);
    },

    'in part, in an error’s field, is sent as text there, with no reference kept': () => {
      const [owner, writer] = [new Owner(), new RecordWriter()];
      const shared = { id: 1 };
      const error = Object.assign(new Error('e'), { bad: [new Date(), shared, () => 0], good: shared });
      writer.write([error, { id: 2 }, new Date()], { root: 'item', owner });
      equal([owner.flying, writer.handles.length], [1, 1]);
      const [arrived, after] = thereAndBack([
        Object.assign(new Error('e'), { bad: [shared, () => 0], good: shared }),
        { id: 2 },
      ]) as [Error & { bad: string; good: unknown }, unknown];
      ok(typeof arrived.bad === 'string', 'the bad field is no text');
      equal([arrived.good, after], [{ id: 1 }, { id: 2 }]);
    },

    'because its primitive is of another scope, says so with the path': () => {
      const owner = {
        encode(value: object): undefined {
          if (value instanceof Date) throw new ScopeError('it is of this process alone');
        },
        release: () => {},
      };
      const error = throws(ScopeError, () =>
        new RecordWriter().write({ a: [new Date()] }, { root: 'item', owner }),
      );
      equal(error.path, 'item.a[0]');
    },
  },
};
