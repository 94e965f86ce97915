import { describe, expect, test } from 'vitest';

import {
  bytes,
  duration,
  figure,
  list,
  percent,
  plural,
  quantity,
  ratio,
  share,
  stopped,
} from '../../src/report/format.ts';
import { clip, columnsOf, oneLine, padTo, visible, wrap } from '../../src/report/text.ts';

describe('columns', () => {
  test.each([
    ['plain', 5],
    ['日本語', 6],
    ['한글', 4],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['e\u0301', 1],
    ['\u001b[31mred\u001b[0m', 3],
    ['ｆｕｌｌ', 8],
    ['…–×µ', 4],
  ])('%s', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test('padding and clipping count columns, not characters', () => {
    expect(padTo('日本', 6)).toBe('日本  ');
    expect(clip('日本語です', 7)).toBe('日本語…');
    expect(clip('fits', 4)).toBe('fits');
  });
});

describe('wrapping', () => {
  test.each([12, 20, 41])('to %i keeps every line within and every letter', (width) => {
    const text = 'a sentence with 日本語 and averyverylongwordthatfitsnowhere, then the end';
    const lines = wrap(text, width);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test('breaks after hyphens where asked', () => {
    expect(wrap('thread-that-dies', 12, true)).toEqual(['thread-that-', 'dies']);
  });

  test('of nothing is one empty line', () => {
    expect(wrap('', 10)).toEqual(['']);
  });
});

describe('text from elsewhere', () => {
  test('loses escape sequences and shows what hides', () => {
    expect(visible('\u001b[31mred\u001b[0m\u0007 \u202eevil\u2028 \ud800')).toBe(
      'red\\u{7} \\u{202e}evil\\u{2028} \ufffd',
    );
  });

  test('keeps lines, tabs and emoji', () => {
    expect(visible('a\tb\r\nc 👩‍👩‍👧')).toBe('a\tb\nc 👩‍👩‍👧');
    expect(oneLine('a\tb\nc')).toBe('a b⏎c');
  });
});

describe('figures', () => {
  test.each([
    [figure(0), '0'],
    [figure(1234567.8), '1,234,568'],
    [figure(12.345), '12.3'],
    [figure(0.00001234), '1.2e-5'],
    [figure(-3.14159), '-3.14'],
    [duration(0), '0 ms'],
    [duration(0.0000005), '0.5 ns'],
    [duration(0.0123), '12.3 µs'],
    [duration(812.4), '812 ms'],
    [duration(1204), '1.2 s'],
    [duration(74_250), '74.3 s'],
    [duration(185_000), '3 min 5 s'],
    [bytes(0), '0 B'],
    [bytes(24 * 2 ** 30), '24 GiB'],
    [ratio(1.83), '1.8×'],
    [ratio(0.9), '0.9×'],
    [ratio(0.131), '0.13×'],
    [ratio(123.4), '123×'],
    [quantity(23.8e6, 'ops/s'), '23.8 M ops/s'],
    [quantity(41, 'count'), '41'],
    [quantity(3, 'ratio'), '3.0×'],
    [quantity(12, 'threads'), '12 threads'],
    [percent(0, 10), '0 %'],
    [percent(10, 10), '100 %'],
    [percent(1, 3_000_000), '< 0.1 %'],
    [percent(2_999_999, 3_000_000), '> 99.9 %'],
    [percent(48, 100), '48 %'],
    [share(3, 20), '3 of 20'],
    [share(480, 1000), '48 %'],
    [list(['a']), 'a'],
    [list(['a', 'b', 'c']), 'a, b and c'],
    [plural(1, 'run'), '1 run'],
    [plural(2000, 'run'), '2,000 runs'],
    [stopped('It ended'), 'It ended.'],
    [stopped('Did it?'), 'Did it?'],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});
