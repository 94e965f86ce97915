/** Makes one value of each kind that may travel; both sides make it anew and compare. */
export const specimens: Readonly<Record<string, () => unknown>> = {
  'a number': () => 1.5,
  'minus zero': () => -0,
  NaN: () => NaN,
  'the infinities': () => [Infinity, -Infinity],
  'a large integer': () => 2 ** 53,
  'a string': () => 'plain',
  'an empty string': () => '',
  'a string of every plane': () => 'aé漢😀\0\uD800',
  booleans: () => [true, false],
  'undefined and null': () => [undefined, null],
  bigints: () => [0n, -1n, 2n ** 100n],
  'a date': () => new Date(86_400_000),
  'an invalid date': () => new Date(NaN),
  'a regular expression': () => /a(b)+/giu,
  'an array': () => [1, [2, [3]]],
  'a sparse array': () => Object.assign([], { 0: 1, 5: 2 }),
  'a nested object': () => ({ a: { b: { c: [{ d: 1 }] } } }),
  'an undefined property': () => ({ a: undefined }),
  'a property named __proto__': () => JSON.parse('{"__proto__":{"x":1}}') as unknown,
  'a map': () =>
    new Map<unknown, unknown>([
      ['a', new Map([[1, 2]])],
      [{ key: 1 }, 'b'],
    ]),
  'a set': () => new Set<unknown>([1, 'a', new Set([2])]),
  'an error': () => new RangeError('far'),
  'an array buffer': () => Uint8Array.of(1, 2, 3).buffer,
  'a typed array': () => Float64Array.of(1.5, -0, NaN),
  'a typed array over a part': () => new Int16Array(Int16Array.of(1, 2, 3, 4).buffer, 2, 2),
  'the bytes of a text': () => new TextEncoder().encode('bytes'),
  'big typed arrays': () => [BigInt64Array.of(-1n), BigUint64Array.of(2n ** 63n)],
  'a data view': () => new DataView(Uint8Array.of(9, 8, 7, 6).buffer, 1, 2),
  'an object without a prototype': () => ({ ...(Object.create(null) as object), a: 1 }),
  'a cycle': () => {
    const cycle: Record<string, unknown> = { name: 'a' };
    cycle['self'] = cycle;
    cycle['list'] = [cycle];
    return cycle;
  },
  'one object at two places': () => {
    const shared = { n: 1 };
    return [shared, shared];
  },
  'an array with holes and names': () =>
    Object.assign(Array.from({ length: 2 }).concat(new Array(2)), { index: 4, '07': 'x', '4294967295': 1 }),
  'errors with causes, fields and parts': () => [
    new RangeError('far', { cause: new Error('near', { cause: 'text' }) }),
    Object.assign(new TypeError('odd'), { code: 'E_ODD', n: { deep: [1n] } }),
    new AggregateError([new Error('one'), 'two'], 'several'),
  ],
  'views that share a buffer': () => {
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    return [new Uint8Array(buffer, 1, 3), buffer, new DataView(buffer), new Uint32Array(buffer, 4)];
  },
  'views of every kind': () =>
    [Int8Array, Uint8ClampedArray, Uint16Array, Int32Array, Uint32Array, Float32Array].map((View) =>
      View.of(1, 2, 200),
    ),
  'resizable buffers': () => {
    const [some, full] = [8, 16].map((length) => new ArrayBuffer(length, { maxByteLength: 16 }));
    new Uint8Array(some!).set([1, 2, 3]);
    return [
      new Uint8Array(some!),
      new Uint8Array(some!, 0, 8),
      new Uint16Array(some!, 2),
      new DataView(some!, 8),
      new Float64Array(full!),
      new Float64Array(full!, 8, 1),
    ];
  },
  'texts of every length and plane': () =>
    [1, 15, 16, 17, 24, 25, 63, 64, 300].flatMap((length) => [
      'a'.repeat(length),
      'é'.repeat(length),
      '漢'.repeat(length),
      `${'b'.repeat(length)}\uDC00`,
    ]),
  'integers at every edge': () => [
    0,
    127,
    128,
    -1,
    2 ** 31 - 1,
    -(2 ** 31),
    2 ** 31,
    2 ** 32,
    2n ** 63n - 1n,
    -(2n ** 63n),
    2n ** 63n,
  ],
  'keys in an odd order': () => ({ b: 1, 2: 2, a: 3, 1: 4, '': 5, é漢: 6 }),
  'more keys than are remembered': () =>
    Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key${index}`, index])),
  'many objects of a kind': () => Array.from({ length: 100 }, (_, id) => ({ id, tags: ['a', { id }] })),
  'a boxed value': () => [Object(1), Object('s'), Object(true), Object(2n)],
};
