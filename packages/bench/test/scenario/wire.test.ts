import { OutputReader, parseEvent, type Piece, RECORD_SEPARATOR as RS } from '@interleave/core/scenario';
import { expect, test } from 'vitest';

const END = '{"type":"end","at":1}';
const short = (pieces: readonly Piece[]): string[] =>
  pieces.map((piece) => (piece.kind === 'event' ? `<${piece.event.type}>` : piece.text));

test('events are told apart from whatever else is printed', () => {
  const reader = new OutputReader();
  expect(short(reader.push(`hello\n${RS}${END}\nbye\n`))).toEqual(['hello', '<end>', 'bye']);
  expect(reader.end()).toEqual([]);
});

test('an event that comes in pieces is one event', () => {
  const reader = new OutputReader();
  const text = `${RS}${END}\n`;
  const pieces = [...text].flatMap((character) => short(reader.push(character)));
  expect(pieces).toEqual(['<end>']);
});

test('an event after half a line ends that line', () => {
  const reader = new OutputReader();
  expect(short(reader.push(`half${RS}${END}\n`))).toEqual(['half', '<end>']);
});

test('what is no event of this protocol stays text', () => {
  const reader = new OutputReader();
  expect(short(reader.push(`${RS}{broken\n${RS}{"type":"other","at":1}\n${RS}{"type":"end"}\n`))).toEqual([
    '{broken',
    '{"type":"other","at":1}',
    '{"type":"end"}',
  ]);
  expect(parseEvent('{"type":"constructor","at":0}')).toBeUndefined();
  expect(parseEvent('null')).toBeUndefined();
});

test('the last line needs no line feed', () => {
  const reader = new OutputReader();
  expect(short(reader.push('first\r\nlast'))).toEqual(['first']);
  expect(short(reader.end())).toEqual(['last']);
});

test('a line that never ends is given out in pieces', () => {
  const reader = new OutputReader();
  const chunk = 'x'.repeat(1 << 20);
  const given = Array.from({ length: 40 }, () => reader.push(chunk).length).reduce(
    (sum, count) => sum + count,
    0,
  );
  expect(given).toBeGreaterThan(0);
});
