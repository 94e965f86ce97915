import { describe, expect, test } from 'vitest';

import { renderJunit } from '../../src/report/junit.ts';
import { cell, contract, report, result, scenario, target } from './fixture/build.ts';
import { FULL } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Reads the little XML that JUnit needs, and throws at anything that is not well-formed. */
function parse(xml: string): Node {
  const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (illegal) throw new Error(`illegal character at ${illegal.index}`);
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const found = token.exec(body);
    const parent = open.at(-1);
    if (!found || !parent) throw new Error(`not well-formed: ${body.slice(at, at + 60)}`);
    const [, closing, name = '', attributes = '', empty, text] = found;
    if (text !== undefined) {
      if (/&(?!(?:lt|gt|quot|amp|#\d+);)/.test(text) || text.includes(']]>'))
        throw new Error(`bad text: ${text}`);
      parent.text += unescaped(text);
    } else if (closing) {
      if (parent.name !== name) throw new Error(`${name} closes ${parent.name}`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        unescaped(value),
      ]);
      const node: Node = {
        name,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      };
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  const [only] = root.children;
  if (!only || open.length !== 1) throw new Error('not one closed root');
  return only;
}

const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => all(child, name)),
];

describe('the document', () => {
  const root = parse(renderJunit(FULL));
  const suite = (name: string): Node => {
    const found = all(root, 'testsuite').find((one) => one.attributes['name'] === name);
    if (!found) throw new Error(name);
    return found;
  };

  test('has a suite a target and a case a variant', () => {
    expect(all(root, 'testsuite').map((one) => one.attributes['name'])).toEqual([
      'node',
      'deno',
      'bun',
      'chromium',
      'python',
    ]);
    const names = all(suite('bun'), 'testcase').map(
      (one) => `${one.attributes['classname']}: ${one.attributes['name']}`,
    );
    expect(names).toContain('lost-update: Locked');
  });

  test('maps statuses: unproved and broken are failures, unended ones errors, unstarted ones skipped', () => {
    const kind = (target: string, classname: string): string[] =>
      all(suite(target), 'testcase')
        .filter((one) => one.attributes['classname'] === classname)
        .flatMap((one) =>
          one.children.map((child) => `${child.name} ${child.attributes['type'] ?? ''}`.trim()),
        );
    expect(kind('bun', 'lost-update')).toEqual(['failure forbidden']);
    expect(kind('node', 'event')).toEqual(['failure vacuous']);
    expect(kind('deno', 'event')).toEqual(['skipped']);
    expect(kind('node', 'store-buffering')).toEqual(['system-out']);
    expect(kind('python', 'store-buffering')).toEqual(['skipped']);
    const dies = 'thread-that-dies-of-an-uncaught-error';
    expect(['node', 'deno', 'bun', 'chromium', 'python'].map((target) => kind(target, dies))).toEqual([
      [],
      ['error error'],
      ['error crash'],
      ['error timeout'],
      ['failure notObserved'],
    ]);
  });

  test('counts what it holds', () => {
    for (const one of [root, ...all(root, 'testsuite')]) {
      const count = (name: string): string => String(all(one, name).length);
      expect(one.attributes).toMatchObject({
        tests: count('testcase'),
        failures: count('failure'),
        errors: count('error'),
      });
    }
  });

  test('holds last lines and the replay command where something failed', () => {
    const [failure] = all(suite('bun'), 'failure');
    expect(failure?.text).toContain('run 7: expected 400000, got 399997');
    expect(failure?.text).toContain(
      'replay: interleave replay lost-update --on bun --variant locked --seed 42',
    );
  });
});

test('is well-formed whatever was logged, and drops what XML 1.0 cannot hold', () => {
  const xml = renderJunit(HOSTILE);
  const [failure] = all(parse(xml), 'failure');
  expect(failure?.text).toContain('</pre><script>alert(1)</script>');
  expect(xml).not.toContain('\u0007');
});

test('a cell worse than its variants is a case of its own', () => {
  const one = scenario({ id: 's', title: 'S', variants: [contract('v', 'V', [])] });
  const cells = [cell('s', 'node', [result('v', 'pass')], { status: 'crash', reason: 'died at the end' })];
  const root = parse(
    renderJunit(report({ targets: [target('node', 'Node', '26')], scenarios: [one], cells })),
  );
  expect(all(root, 'testcase')).toHaveLength(2);
  expect(all(root, 'error')[0]?.attributes['message']).toBe('crash: died at the end');
});
