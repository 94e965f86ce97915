import { expect, test } from 'vitest';
import { InputError } from '../../src/input-error.ts';
import { DEFAULT_TARGETS, parseTargets } from '../../src/targets/registry.ts';

const parse = (...words: string[]): string[] => parseTargets(words, { isolated: true }).map(({ id }) => id);

test('names, lists of names, paths, each once', () => {
  expect(parse('node,bun', 'deno', 'node')).toEqual(['node', 'bun', 'deno']);
  expect(parse('node', 'node@/opt/node')).toEqual(['node', 'node@/opt/node']);
  expect(parse(...DEFAULT_TARGETS)).toEqual(['node', 'deno', 'bun', 'chromium', 'python']);
});

test.each([
  ['nodejs', "There is no target 'nodejs': did you mean 'node'?"],
  ['chrome', "There is no target 'chrome': there is 'node', 'deno', 'bun', 'chromium', 'python'"],
  ['toString', "There is no target 'toString': there is 'node', 'deno', 'bun', 'chromium', 'python'"],
  ['bun@', "'bun@' names no path; write bun@/path/to/bun"],
  [',', '--on names no target; there is node, deno, bun, chromium, python'],
])('%s is refused in a sentence', (word, sentence) => {
  expect(() => parse(word)).toThrow(new InputError(sentence));
});

test('a path that is none is missing, with what to type', async () => {
  const [target] = parseTargets(['deno@/nowhere/deno'], { isolated: true });
  expect(await target?.probe()).toEqual({
    there: false,
    reason: '/nowhere/deno is not there or cannot be run',
    remedy: 'npm install --save-dev deno',
  });
});

test('a program that is something else is missing too', async () => {
  const [target] = parseTargets(['bun@/bin/false'], { isolated: true });
  expect(await target?.probe()).toMatchObject({
    there: false,
    reason: expect.stringMatching(/^\/bin\/false does not run/),
  });
});
