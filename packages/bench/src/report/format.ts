/**
 * Figures as a reader is shown them. One place, so that the same figure reads the same in every form of the report.
 *
 * @module
 */

/** Three significant digits, thousands apart: `1,234,567`, `12.3`, `0.00123`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

/** A measured value with its unit, in the unit's readable multiple: `1.24 s`, `3.1 MiB`, `1.8×`. */
export function quantity(value: number, unit: string): string {
  if (unit === 'ms') return duration(value);
  if (unit === 'bytes') return bytes(value);
  if (unit === 'ratio') return ratio(value);
  if (unit === 'count' || unit === '') return figure(value);
  if (unit === 'ops/s' && Math.abs(value) >= 1e6) return `${figure(value / 1e6)} M ops/s`;
  return `${figure(value)} ${unit}`;
}

/** Milliseconds as `850 ns`, `12.3 µs`, `1.5 ms`, `2.41 s` or `3 min 5 s`. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size >= 120_000) {
    const seconds = Math.round(ms / 1000);
    return `${Math.trunc(seconds / 60)} min ${Math.abs(seconds % 60)} s`;
  }
  if (size >= 1000) return `${figure(ms / 1000)} s`;
  if (size >= 1 || size === 0) return `${figure(ms)} ms`;
  return size >= 0.001 ? `${figure(ms * 1000)} µs` : `${figure(ms * 1e6)} ns`;
}

/** Bytes in binary multiples. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)),
  );
  return `${figure(value / 1024 ** step)} ${units[step] ?? 'B'}`;
}

/** `1.8×`, `0.9×`; finer below a half, where a tenth is much. */
export function ratio(value: number): string {
  if (value >= 9.95) return `${figure(value)}×`;
  return `${value >= 0.5 ? value.toFixed(1) : figure(Number(value.toPrecision(2)))}×`;
}

/** A share of a whole. Never rounds something to nothing or to everything. */
export function percent(count: number, total: number): string {
  if (total === 0 || count === 0) return '0 %';
  if (count === total) return '100 %';
  const share = (100 * count) / total;
  if (share < 0.1) return '< 0.1 %';
  if (share > 99.9) return '> 99.9 %';
  return `${share < 10 || share > 99 ? share.toFixed(1) : share.toFixed(0)} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `1 run`, `2 runs`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** How often out of how many: few as they are, many as a share. */
export function share(count: number, total: number): string {
  return total <= 100 ? `${count} of ${total}` : percent(count, total);
}

/** The text as a sentence: with a full stop where it does not end already. */
export function stopped(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
