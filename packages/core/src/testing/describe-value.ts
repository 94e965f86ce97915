/**
 * What a value is, in words: types and prototypes, holes, -0, lone surrogates, bytes, offsets, which properties are
 * enumerable, and which places hold the same object. Two values are alike when their descriptions are the same.
 */
export function describeValue(value: unknown): string {
  const seen = new Map<object, number>();
  const show = (value: unknown): string => {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null) return String(value);
    const before = seen.get(value);
    if (before !== undefined) return `#${before}`;
    seen.set(value, seen.size);
    return `${kindOf(value)}(${insides(value, show).join()})`;
  };
  return show(value);
}

function kindOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return 'null';
  return (prototype.constructor as { readonly name: string }).name;
}

function insides(value: object, show: (value: unknown) => string): string[] {
  if (value instanceof Map) return [...value].map(([key, item]) => `${show(key)}=>${show(item)}`);
  if (value instanceof Set) return [...value].map(show);
  if (value instanceof Date) return [show(value.getTime())];
  if (value instanceof RegExp) return [String(value), show(value.lastIndex)];
  if (ArrayBuffer.isView(value)) {
    return [`+${value.byteOffset}`, `${value.byteLength}`, tracks(value), show(value.buffer)];
  }
  if (value instanceof ArrayBuffer) {
    return [value.resizable ? `up to ${value.maxByteLength}` : '', new Uint8Array(value).toString()];
  }
  if (value instanceof SharedArrayBuffer) return ['shared', String(value.byteLength)];
  const boxed = [Boolean, Number, String, BigInt].some((one) => value instanceof one);
  if (boxed) return [show(value.valueOf())];
  const length = Array.isArray(value) ? [`length ${value.length}`] : [];
  return [...length, ...fields(value, show)];
}

/** Whether a view grows with its buffer; the buffer is grown for that, if it can be. */
function tracks(view: ArrayBufferView): string {
  const buffer = view.buffer as ArrayBuffer;
  if (buffer.resizable !== true || buffer.byteLength + 8 > buffer.maxByteLength) return '';
  const { byteLength } = buffer;
  const before = view.byteLength;
  buffer.resize(byteLength + 8);
  const grew = view.byteLength > before;
  buffer.resize(byteLength);
  return grew ? 'tracking' : 'fixed';
}

/** Where an error was made, and what only an arrived one has, is not what it is. */
const APART: ReadonlySet<string> = new Set([
  'stack',
  'remoteStack',
  'line',
  'column',
  'sourceURL',
  'originalLine',
  'originalColumn',
]);

function fields(value: object, show: (value: unknown) => string): string[] {
  const isError = value instanceof Error;
  const keys = isError
    ? Object.getOwnPropertyNames(value)
        .filter((key) => !APART.has(key))
        .sort()
    : Object.keys(value);
  return keys.map((key) => {
    const enumerable = Object.prototype.propertyIsEnumerable.call(value, key);
    return `${enumerable ? '' : 'hidden '}${JSON.stringify(key)}:${show((value as Record<string, unknown>)[key])}`;
  });
}
