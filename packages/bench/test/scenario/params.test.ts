import { checkParams, type ParamSchema, ParamError, parseParams } from '@interleave/core/scenario';
import { expect, test } from 'vitest';

const schema: ParamSchema = {
  threads: { type: 'integer', default: 4, quick: 2, min: 1, max: 64, about: 'x' },
  wait: { type: 'number', default: 1000, min: 0, unit: 'ms', about: 'x' },
  fair: { type: 'boolean', default: false, about: 'x' },
  order: { type: 'choice', choices: ['fifo', 'lifo'], default: 'fifo', about: 'x' },
};

test('defaults, the quick preset, and what is typed', () => {
  expect(parseParams(schema, 'normal')).toEqual({ threads: 4, wait: 1000, fair: false, order: 'fifo' });
  expect(parseParams(schema, 'quick')).toMatchObject({ threads: 2, wait: 1000 });
  expect(
    parseParams(schema, 'quick', { threads: '8', wait: '1_000.5', fair: 'true', order: ' lifo ' }),
  ).toEqual({
    threads: 8,
    wait: 1000.5,
    fair: true,
    order: 'lifo',
  });
});

test.each([
  ['threads', '0', "Parameter 'threads' takes an integer from 1 to 64, not 0"],
  ['threads', '1.5', "Parameter 'threads' takes an integer from 1 to 64, not 1.5"],
  ['threads', '', "Parameter 'threads' takes an integer from 1 to 64, not ''"],
  ['threads', '0x10', "Parameter 'threads' takes an integer from 1 to 64, not '0x10'"],
  ['wait', 'Infinity', "Parameter 'wait' takes a number of at least 0 (ms), not 'Infinity'"],
  ['wait', '-1', "Parameter 'wait' takes a number of at least 0 (ms), not -1"],
  ['fair', 'yes', "Parameter 'fair' takes true or false, not 'yes'"],
  ['order', 'filo', "Parameter 'order' takes one of 'fifo', 'lifo', not 'filo'; did you mean 'fifo'?"],
  ['threds', '1', "There is no parameter 'threds': did you mean 'threads'?"],
  ['constructor', '1', "There is no parameter 'constructor': there is 'threads', 'wait', 'fair', 'order'"],
])('%s=%s is refused with its type and range', (name, text, message) => {
  expect(() => parseParams(schema, 'normal', { [name]: text })).toThrow(new ParamError(message));
});

test('values that another process sent are checked again', () => {
  expect(checkParams(schema, { threads: 3 })).toMatchObject({ threads: 3, wait: 1000 });
  expect(() => checkParams(schema, { threads: '3' })).toThrow(ParamError);
  expect(() => checkParams(schema, { fair: 1 })).toThrow(ParamError);
});
