import { expect, test } from 'vitest';
import { newSlip, readSlip, writeSlip } from '../../src/scenarios/support/slip.ts';

test('what is written on a slip is read from it', () => {
  const slip = newSlip();
  expect(readSlip(slip)).toBeUndefined();
  writeSlip(slip, { name: 'crew-1', ident: 2, nativeId: null, text: '⏱' });
  expect(readSlip(slip)).toEqual({ name: 'crew-1', ident: 2, nativeId: null, text: '⏱' });
  writeSlip(slip, null);
  expect(readSlip(slip)).toBeNull();
});

test('what does not fit a slip is refused', () => {
  expect(() => writeSlip(newSlip(8), 'more than eight bytes')).toThrow(RangeError);
});
