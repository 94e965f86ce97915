/**
 * A contract's fingerprint: equal where an outcome means the same, in every runtime and for ever.
 *
 * @module
 */

/** JSON with sorted keys; a pattern as its source and flags, undefined left out, functions refused. */
export function canonicalJson(value: unknown): string {
  if (value instanceof RegExp) return canonicalJson({ pattern: value.source, flags: value.flags });
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`A ${typeof value} has no canonical form`);
  return json;
}

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/** FNV-1a of the text's UTF-8 bytes, 64 bits as 16 hexadecimal digits. Tells versions apart; no defence. */
export function fnv1a64(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(16, '0');
}
