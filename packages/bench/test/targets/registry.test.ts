import { expect, test } from 'vitest';
import { InputError } from '../../src/input-error.ts';
import { DEFAULT_TARGETS, parseTargets } from '../../src/targets/registry.ts';

const parse = (...words: string[]): string[] => parseTargets(words, { isolated: true }).map(({ id }) => id);

test('names, lists of names, paths, each once', () => {
  expect(parse('node,bun', 'deno', 'node')).toEqual(['node', 'bun', 'deno']);
  expect(parse('node', 'node@/opt/node')).toEqual(['node', 'node@/opt/node']);
  expect(parse(...DEFAULT_TARGETS)).toEqual(['node', 'deno', 'bun', 'chromium', 'firefox', 'python']);
});

test('a label is what reports show; the whole word is what one types again', () => {
  const [node, labelled, other] = parseTargets(['node,node@22:/opt/22/node', 'node@22.1-rc:/opt/x:y/node'], {
    isolated: true,
  });
  expect(node).toMatchObject({ word: 'node', id: 'node', title: 'Node' });
  expect(labelled).toMatchObject({ word: 'node@22:/opt/22/node', id: 'node@22', title: 'node@22' });
  expect(other).toMatchObject({ word: 'node@22.1-rc:/opt/x:y/node', id: 'node@22.1-rc' });
  expect(parse('node@/opt/x:y/node')).toEqual(['node@/opt/x:y/node']);
  expect(parse('node@22:/a/node,node@22:/a/node')).toEqual(['node@22']);
});

test('two of the same label are refused', () => {
  expect(() => parse('node@22:/a/node,bun,node@22:/b/node')).toThrow(
    new InputError("'node@22:/a/node' and 'node@22:/b/node' would both be called node@22 in the report"),
  );
});

test.each([
  ['nodejs', "There is no target 'nodejs': did you mean 'node'?"],
  [
    'chrome',
    "There is no target 'chrome': there is 'node', 'deno', 'bun', 'chromium', 'firefox', 'firefox-bidi', 'webkit', 'python'",
  ],
  [
    'toString',
    "There is no target 'toString': there is 'node', 'deno', 'bun', 'chromium', 'firefox', 'firefox-bidi', 'webkit', 'python'",
  ],
  ['bun@', "'bun@' names no path; write bun@/path/to/bun"],
  ['node@22', "'node@22' names no path; write node@/path/to/node, or node@22:/path/to/node"],
  ['node@22:', "'node@22:' names no path; write node@/path/to/node, or node@22:/path/to/node"],
  [',', '--on names no target; there is node, deno, bun, chromium, firefox, firefox-bidi, webkit, python'],
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
