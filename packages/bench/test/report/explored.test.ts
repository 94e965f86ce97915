import { expect, test } from 'vitest';

import { renderGithub } from '../../src/report/github.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { EXPLORED } from './fixture/explored.ts';
import { FULL, GREEN } from './fixture/full.ts';

const COLUMNS = [
  'consumer            producer',
  'ready is 0                     naive.ts:30',
  '                    ready = 1  naive.ts:35',
  'sleeps on notified',
];

test('Markdown has a table a group, and of what failed the columns and what to type', () => {
  const text = renderMarkdown(EXPLORED);
  expect(text).toMatch(/^# interleave: A contract was broken: 1 forbidden, 3 pass\./);
  const heads = [...text.matchAll(/^##+ (.*)$/gm)].map(([, head]) => head);
  expect(heads).toEqual(['Explorations', 'Queue', './queue.ts', './naive.ts']);
  expect(text).toContain(
    '| puts, gets | 2 preemptions, 1 timeout | every schedule | 1,234 | 56,789 | 432 | 1.5 s |',
  );
  expect(text).toContain('| puts, gets, gets | none | not every schedule | 500 |');
  expect(text).toContain('| by chance | none |');
  expect(text).toContain('by pct, seed 7 | 500 | 56,789 | – |');
  expect(text).toContain(`\`\`\`text\n${COLUMNS.join('\n')}\n\`\`\``);
  expect(text).toContain(
    "```sh\ninterleave replay ./naive.ts --only 'a <naive> condition' --schedule a4.b6.a2\n```",
  );
});

test('the terminal has a sentence a group, and the columns', () => {
  const text = renderTerminal(EXPLORED);
  expect(text).toContain('Queue: nothing wrong in 2 explorations (1,734 schedules, 3 s), 1 complete.\n');
  expect(text).toContain('forbidden a <naive> condition\n  deadlock: consumer sleeps on notified\n');
  for (const line of COLUMNS) expect(text).toContain(`\n  | ${line}\n`);
  expect(text).toContain(
    "  replay: interleave replay ./naive.ts --only 'a <naive> condition' --schedule a4.b6.a2\n",
  );
  expect(text).toMatch(/\n4 explorations in 6 s\n$/);
});

test('the page has the table, and a column an agent', () => {
  const text = renderHtml(EXPLORED).replaceAll(/\s+/g, ' ');
  expect(text).toContain('<h2>Explorations</h2>');
  expect(text).not.toContain('<h2>Scenarios');
  expect(text).toContain('<td>2 preemptions, 1 timeout</td> <td>1,234</td> <td>56,789</td> <td>432</td>');
  expect(text).toContain('<h4>a &lt;naive&gt; condition</h4>');
  for (const head of ['consumer', 'producer', 'Line']) expect(text).toContain(`<th scope="col">${head}</th>`);
  expect(text).toContain('<td></td><td><code>ready = 1</code></td> <td class="quiet">naive.ts:35</td>');
  expect(text).toContain(
    "interleave replay ./naive.ts --only 'a &lt;naive&gt; condition' --schedule a4.b6.a2",
  );
});

test('JUnit has a case an exploration, GitHub an annotation for what failed', () => {
  const xml = renderJunit(EXPLORED);
  expect(xml).toContain('<testsuite name="explore"');
  expect(xml).toContain('tests="4" failures="1" errors="0" skipped="0"');
  expect(xml).toContain(
    '<failure type="forbidden" message="forbidden: deadlock: consumer sleeps on notified">',
  );
  expect(renderGithub(EXPLORED)).toMatch(
    /^::error file=\.\/naive\.ts,title=a <naive> condition%3A deadlock::consumer/,
  );
});

test('beside scenarios they come last, and where there is none nothing is said of them', () => {
  const both = { ...FULL, explorations: EXPLORED.explorations ?? [] };
  const heads = [...renderMarkdown(both).matchAll(/^## (.*)$/gm)].map(([, head]) => head);
  expect(heads.slice(-2)).toEqual(['Scenarios', 'Explorations']);
  for (const render of [renderMarkdown, renderTerminal, renderHtml, renderJunit]) {
    expect(render(GREEN).toLowerCase()).not.toContain('explor');
  }
});
