import { describe, expect, test } from 'vitest';
import { FailedStarts } from '../../src/futures/pool/failed-starts.ts';

const killed = { wasKilled: true };

describe('a worker that ends before it could serve', () => {
  test('is fatal where it ended by itself: the next would do so too', () => {
    expect(new FailedStarts().isFatal({ wasKilled: false })).toBe(true);
  });

  test('is fatal where it was killed as the seven before it were', () => {
    const starts = new FailedStarts();
    const fatal = Array.from({ length: 8 }, () => starts.isFatal(killed));
    expect(fatal).toEqual([...Array<boolean>(7).fill(false), true]);
  });

  test('is not fatal where one has served since, whether or not that is still up', () => {
    const starts = new FailedStarts();
    for (let round = 0; round < 5; round += 1) {
      for (let start = 0; start < 7; start += 1) expect(starts.isFatal(killed)).toBe(false);
      starts.served();
    }
  });
});
