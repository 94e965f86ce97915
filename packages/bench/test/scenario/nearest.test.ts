import { nearest, suggestion } from '@interleave/core/scenario';
import { expect, test } from 'vitest';

const names = ['lost-update', 'store-buffering', 'factorial', 'sleeping', 'thread-death'];

test.each([
  ['lost-updat', 'lost-update'],
  ['lsot-update', 'lost-update'],
  ['LOST-UPDATE', 'lost-update'],
  ['buffering', 'store-buffering'],
  ['factorail', 'factorial'],
])('%s means %s', (wrong, right) => {
  expect(nearest(wrong, names)).toBe(right);
});

test('what is near to nothing suggests nothing, and then everything is named', () => {
  expect(nearest('queue', names)).toBeUndefined();
  expect(suggestion('queue', ['a', 'b'])).toBe("there is 'a', 'b'");
  expect(suggestion('queue', [])).toBe('there is none');
});
