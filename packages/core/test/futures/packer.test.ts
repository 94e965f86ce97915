import { expect, test } from 'vitest';
import { Packer, type Packed } from '../../src/futures/pool/packer.ts';
import { defineTypes } from '../../src/task/index.ts';
import { Lock } from '../../src/threading/index.ts';
import { agent } from '../../src/agent/state.ts';
import { Decoder } from '../../src/wire/decoder.ts';
import { readRecord } from '../../src/wire/record.ts';
import { PoolBench } from './pool-bench.ts';

function unpacked({ bytes, length, aside }: Packed): unknown {
  const copy = bytes.slice(0, length);
  return aside.length === 0
    ? readRecord(copy, 0, length, (data) => data)
    : new Decoder().record(copy, 0, length, (data) => data, aside);
}

test('lists of plain values and of objects come as they were', () => {
  const packer = new Packer(new PoolBench().owner);
  for (const list of [
    [],
    [1],
    [1, 'text', true, false],
    [null, undefined],
    [{ a: [1, 2] }, 'x'],
    [[[]]],
    [-0, NaN],
  ])
    expect(unpacked(packer.packList(list, 'args'))).toEqual(list);
});

test('a packer is used again for what is shorter or longer', () => {
  const packer = new Packer(new PoolBench().owner);
  for (const length of [10, 100_000, 3]) {
    const text = 'ä'.repeat(length);
    expect(unpacked(packer.packList([text], 'args'))).toEqual([text]);
    expect(unpacked(packer.pack({ text }, 'result'))).toEqual({ text });
    expect(unpacked(packer.pack(text, 'result'))).toBe(text);
  }
});

test('what moves, and what is shared, is beside the bytes; what is copied is not', () => {
  const packer = new Packer(new PoolBench().owner);
  const [moved, copied, shared] = [new ArrayBuffer(8), new ArrayBuffer(8), new SharedArrayBuffer(8)];
  const packed = packer.packList([moved, copied, shared], 'args', [moved]);
  expect(packed.aside).toEqual([moved, shared]);
  expect((unpacked(packed) as object[])[0]).toBe(moved);
  expect(packer.packList([copied], 'args').aside).toEqual([]);
});

test('a primitive is in flight with the bytes', () => {
  const { owner } = new PoolBench();
  agent().program = owner;
  const lock = new Lock();
  const { at } = owner.encode(lock) ?? { at: 0 };
  owner.release(at);
  const { handles } = new Packer(owner).packList([lock, lock], 'args');
  expect(handles).toEqual([at]);
  for (const handle of handles) owner.release(handle);
});

test('what cannot travel is named, and nothing stays in flight', () => {
  const { owner } = new PoolBench();
  agent().program = owner;
  const [lock, packer] = [new Lock(), new Packer(owner)];
  expect(() => packer.packList([lock, { deep: [Symbol('s')] }], 'args')).toThrow(/args\[1\]\.deep\[0\]/);
  const { at } = owner.encode(lock) ?? { at: 0 };
  // This one, and the wrapper's own.
  expect(owner.blocks.drop(at)).toBe(false);
  expect(owner.blocks.drop(at)).toBe(true);
  expect(unpacked(packer.packList([1], 'args'))).toEqual([1]);
});

test('a class whose encode packs something itself does not disturb what it is part of', () => {
  const packer = new Packer(new PoolBench().owner);
  class Nested {
    inner: unknown;
  }
  defineTypes('packer.test/Nested', {
    class: Nested,
    encode: () => unpacked(packer.pack({ inside: true }, 'result')),
    decode: (inner: unknown) => Object.assign(new Nested(), { inner }),
  });
  expect(unpacked(packer.packList([1, new Nested(), 2], 'args'))).toEqual([
    1,
    Object.assign(new Nested(), { inner: { inside: true } }),
    2,
  ]);
});
