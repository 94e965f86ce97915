import { expect, test } from 'vitest';
import { firstWord } from '../../src/multiprocessing/manager/first-word.ts';

const never = ({ signal }: { readonly signal?: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
const process = { join: () => Promise.resolve(true) };
const silent = { empty: true, get: never, getNowait: () => 'nothing' };

test('what was said is there, though its end was heard of first', async () => {
  expect(await firstWord({ ...silent, empty: false, getNowait: () => 'why' }, process)).toBe('why');
});

test('what is said is heard at once, and nobody waits for the end any more', async () => {
  let left = false;
  const join = async (options: { readonly signal?: AbortSignal }): Promise<boolean> =>
    never(options).catch(() => (left = true));
  expect(await firstWord({ ...silent, get: async () => 'up' }, { join })).toBe('up');
  await Promise.resolve();
  expect(left).toBe(true);
});

test('an end without a word is told', async () => {
  expect(await firstWord(silent, process)).toBeUndefined();
});

test('what goes wrong with either is thrown', async () => {
  const fails = (): Promise<never> => Promise.reject(new RangeError('it is broken'));
  await expect(firstWord({ ...silent, get: fails }, { join: never })).rejects.toThrow('it is broken');
  await expect(firstWord(silent, { join: fails })).rejects.toThrow('it is broken');
});
