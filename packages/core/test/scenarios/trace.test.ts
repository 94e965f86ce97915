import { expect, test } from 'vitest';
import { note, TRACE_WORDS, traceOf } from '../../src/scenarios/support/trace.ts';

const newView = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * (3 + TRACE_WORDS)));

test('notes come back as they were taken', () => {
  const view = newView();
  note(view, 3, 0, 'reads', 0);
  note(view, 3, 63, 'reads', 0);
  note(view, 3, 0, 'writes', 1);
  expect(traceOf(view, 3)).toBe('1 reads 0, 64 reads 0, 1 writes 1');
  expect([...view.subarray(0, 3)]).toEqual([0, 0, 0]);
});

test('what does not fit is counted and left out', () => {
  const view = newView();
  for (let i = 0; i < 100; i++) note(view, 3, 0, 'writes', i);
  expect(traceOf(view, 3).split(', ')).toHaveLength(TRACE_WORDS - 1);
  expect(view[3]).toBe(100);
});
