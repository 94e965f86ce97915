import { expect, test } from 'vitest';
import { expected, factorial } from '../../src/scenarios/support/factorials.ts';
import {
  flowTimes,
  newWorksheet,
  readSheet,
  shareOf,
  writeBegin,
  writeEnd,
  writeItem,
} from '../../src/scenarios/support/worksheet.ts';

test.each([
  [100, 4],
  [101, 4],
  [3, 3],
  [7, 1],
  [100, 7],
])('the shares of %i items among %i flows cover each item once', (count, flows) => {
  const sheet = newWorksheet(25, count, flows);
  const shares = Array.from({ length: flows }, (_, flow) => [...shareOf(sheet, flow)]);
  expect(shares.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, item) => item));
  const sizes = shares.map((share) => share.length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test('a full sheet has every item and one checksum', () => {
  const sheet = newWorksheet(25, 5, 2);
  for (const flow of [0, 1]) {
    writeBegin(sheet, flow);
    for (const item of shareOf(sheet, flow)) writeItem(sheet, item, factorial(25));
    writeEnd(sheet, flow, factorial(25));
  }
  const checksum = expected(25).checksum >>> 0;
  expect(readSheet(sheet)).toEqual({
    count: 5,
    done: 5,
    wrong: 0,
    checksums: [checksum],
    expected: checksum,
  });
  for (const { begin, end } of flowTimes(sheet)) {
    expect(begin).toBeGreaterThanOrEqual(sheet.epoch - 0.001);
    expect(end).toBeGreaterThanOrEqual(begin);
  }
});

test('a missing item and a wrong one are told apart', () => {
  const sheet = newWorksheet(25, 3, 1);
  writeItem(sheet, 0, factorial(25));
  writeItem(sheet, 2, factorial(24));
  writeEnd(sheet, 0, factorial(24));
  const seen = readSheet(sheet);
  expect(seen).toMatchObject({ done: 2, wrong: 1 });
  expect(seen.checksums).not.toContain(seen.expected);
});
