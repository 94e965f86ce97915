import { readRecord, RecordWriter } from '../../wire/record.ts';
import { Lock } from '../../threading/index.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { bufferOf } from '../runtime.ts';
import { specimens } from '../thread/specimens.ts';
import { hex, record, thereAndBack } from './codec.ts';
import { RandomValues } from './random-values.ts';

const ROUNDS = 2000;

/** The same in V8 and JavaScriptCore, on every machine: a change of any of these raises CODEC_VERSION. */
const golden: readonly (readonly [string, () => unknown, string])[] = [
  ['small integers', () => [0, 127, 128, -1], 'd004007fc480000000c4ffffffff'],
  ['floats', () => [-0, 1.5, 2 ** 31], 'd003c50000000000000080c5000000000000f83fc5000000000000e041'],
  ['NaN', () => NaN, 'c6'],
  ['an invalid date', () => new Date(NaN), 'd5000000000000f87f'],
  ['nothing', () => [undefined, null, true, false], 'd004c0c1c2c3'],
  ['a hole', () => Object.assign(new Array(2), { 1: 7 }), 'd002d107'],
  ['short texts', () => ['', 'abc', 'é'], 'd003808361626381e9'],
  ['a lone surrogate', () => '\uD800', 'ca0100d8'],
  ['a text of two bytes a unit', () => '漢', 'ca01226f'],
  ['a text of Latin letters that is not short', () => 'é'.repeat(25), `ca19${'e900'.repeat(25)}`],
  ['a long text', () => 'a'.repeat(64), `c940000000${'61'.repeat(64)}`],
  ['a long text of every plane', () => '漢'.repeat(64), `c9c0000000${'e6bca2'.repeat(64)}`],
  [
    'bigints',
    () => [5n, -1n, 2n ** 64n],
    'd003c80500000000000000c8ffffffffffffffffc7913130303030303030303030303030303030',
  ],
  ['two objects of a kind', () => [{ a: 1 }, { a: 2 }], 'd002cc2c3e0301816101cd0002'],
  ['a cycle', () => cycle(), 'd002cb0001'],
  ['one object twice', () => ((one) => [one, one])([]), 'd002d000cb01'],
  [
    'an object without a prototype',
    () => Object.assign(Object.create(null) as object, { a: 1 }),
    'cf01816101',
  ],
  ['a map and a set', () => [new Map([[1, 2]]), new Set([3])], 'd002d3010102d40103'],
  ['a regular expression', () => /a/g, 'd681618167'],
  ['a boxed value', () => Object('s') as object, 'd78173'],
  ['bytes', () => Uint8Array.of(1, 2), 'da010002d8020102'],
];

function cycle(): unknown[] {
  const list: unknown[] = [];
  list.push(list, 1);
  return list;
}

function everySpecimen(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [name, make] of Object.entries(specimens)) {
    cases[`${name} arrives as it was`] = () => {
      equal(describeValue(thereAndBack(make())), describeValue(make()), name);
    };
  }
  return cases;
}

export const exact: CaseGroup = {
  title: 'an item',
  where: 'main',
  cases: {
    ...everySpecimen(),

    'of any make arrives as it was: two thousand random ones': () => {
      for (let seed = 1; seed <= ROUNDS; seed += 1) {
        const value = new RandomValues(seed).next();
        const before = describeValue(value);
        equal(describeValue(thereAndBack(value)), before, `seed ${seed}`);
        equal(describeValue(value), before, `seed ${seed}: what was sent`);
      }
    },

    'has the same bytes in every engine': () => {
      for (const [name, make, bytes] of golden) equal(hex(record(make())), bytes, name);
    },

    'that is a Node Buffer arrives as a Uint8Array of its own bytes': () => {
      const sent = bufferOf('bytes');
      equal(describeValue(thereAndBack(sent)), describeValue(new TextEncoder().encode('bytes')));
    },

    'leaves a regular expression’s lastIndex behind, as structuredClone does': () => {
      const pattern = /a/g;
      pattern.lastIndex = 3;
      equal((thereAndBack(pattern) as RegExp).lastIndex, 0);
    },

    'is read by its getters, once': () => {
      let reads = 0;
      const value = {
        get a() {
          reads += 1;
          return reads;
        },
      };
      equal(thereAndBack(value), { a: 1 });
      equal(reads, 1);
    },

    'may be of ever new keys': () => {
      for (let round = 0; round < 3000; round += 1) {
        const value = { [`k${round}`]: { [`l${round % 7}`]: round, [`m${round}`]: [round] } };
        equal(thereAndBack(value), value as unknown);
      }
    },

    'arrives whole when Object.prototype has a key for all objects': () => {
      const shared = Object.prototype as { everywhere?: number };
      shared.everywhere = 1;
      try {
        equal(Object.keys(thereAndBack({ a: 1, b: { c: 2 } }) as object), ['a', 'b']);
      } finally {
        delete shared.everywhere;
      }
    },

    'of many megabytes arrives, and its room is let go of': () => {
      const writer = new RecordWriter();
      const owner = { encode: () => undefined, release: () => {} };
      const bytes = new Uint8Array(9 << 20).fill(7);
      bytes.set([1, 2], 8 << 20);
      const length = writer.write({ bytes, text: '漢'.repeat(1 << 20) }, { root: 'item', owner });
      const value = readRecord(writer.bytes, 0, length, () => owner) as { bytes: Uint8Array; text: string };
      equal(
        [value.bytes.length, value.bytes.indexOf(1), value.bytes.lastIndexOf(2)],
        [9 << 20, 8 << 20, (8 << 20) + 1],
      );
      ok(value.text === '漢'.repeat(1 << 20), 'the text differs');
      writer.write(1, { root: 'item', owner });
      ok(writer.bytes.length < 1 << 20, `${writer.bytes.length} bytes are kept`);
    },

    'may hold primitives, which arrive as the same': () => {
      const lock = new Lock();
      const { a, b } = thereAndBack({ a: [lock], b: new Map([[lock, lock]]) }) as {
        a: Lock[];
        b: Map<Lock, Lock>;
      };
      ok(a[0] === lock && b.get(lock) === lock, 'another wrapper arrived');
    },
  },
};
