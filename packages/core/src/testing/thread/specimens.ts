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
  'a boxed value': () => [Object(1), Object('s'), Object(true), Object(2n)],
};

/** What `equal` does not see: types, holes, and which places hold the same object. */
export function describeValue(value: unknown): string {
  const seen = new Map<unknown, number>();
  const show = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
    const before = seen.get(value);
    if (before !== undefined) return `#${before}`;
    seen.set(value, seen.size);
    const inner =
      value instanceof Map || value instanceof Set
        ? [...value].map(show)
        : ArrayBuffer.isView(value)
          ? [String(value.byteOffset), String(value.byteLength)]
          : Object.entries(value).map(([key, item]) => `${key}:${show(item)}`);
    return `${Object.prototype.toString.call(value)}(${inner.join()})`;
  };
  return show(value);
}
