import { describe, expect, test } from 'vitest';
import type { Status, Timeline } from '@interleave/core/scenario';
import { renderHtml } from '../../src/report/html.ts';
import { recorded } from '../../src/report/html/recorded.ts';
import { renderJson } from '../../src/report/json.ts';
import type { CellReport, Report, VariantReport } from '../../src/report/model.ts';
import { renderTrace, traceEvents } from '../../src/report/trace-events.ts';
import { parseReport, ReportError, validateReport } from '../../src/report/validate.ts';
import { checkTrace, type TraceFile } from '../support/trace.ts';
import { FULL } from './fixture/full.ts';

const wait = { lane: 1, on: 'Lock(l)', by: 'lock.acquire()', async: false, holder: 0, wokenBy: 0 } as const;

const TIMELINE: Timeline = {
  origin: 1_700_000_000_000,
  end: 100,
  lanes: [
    { process: '', thread: 'MainThread', started: null, ran: -10, ended: null },
    { process: '', thread: 'b<b>', started: 2, ran: 40, ended: 90 },
    { process: 'child', thread: 'MainThread', started: 5, ran: null, ended: null },
  ],
  waits: [
    { ...wait, start: 50, end: 60 },
    { ...wait, start: 60.5, end: 60.6 },
    { ...wait, start: 70, end: null, holder: null, wokenBy: null, on: '' },
    { lane: 0, on: 'Thread(b)', by: '', async: true, start: 10, end: 91, holder: null, wokenBy: 1 },
  ],
  holds: [{ lane: 0, of: 'Lock(l)', start: 50, end: 59.5 }],
  leftOut: 7,
};

/** The report with this as the timeline of one variant. */
function withTimeline(timeline: Timeline): Report {
  const [first, ...others] = FULL.cells;
  const [variant, ...rest] = first?.variants ?? [];
  const cells = [{ ...first, variants: [{ ...variant, timeline }, ...rest] }, ...others] as Report['cells'];
  return { ...FULL, cells };
}

describe('a recorded timeline', () => {
  const { markup } = recorded(TIMELINE, 'Two', 'Node');
  const lanes = [...markup.matchAll(/<svg[^]*?<\/svg>/g)].map(([svg]) => svg.replaceAll(/\s+/g, ' '));

  test('has a lane each, whose text says what the picture shows', () => {
    const labels = lanes.map((svg) => /aria-label="([^"]*)"/.exec(svg)?.[1]);
    expect(labels).toEqual([
      'ran for 100 ms, waited on Thread(b) 1 time, 81 ms in all and held Lock(l) 1 time, 9.5 ms in all',
      'ran for 50 ms, waited on Lock(l) 2 times, 10.1 ms in all and waited on lock.acquire() 1 time, 30 ms in all',
      'nothing is known of what it did',
    ]);
    expect(markup).toContain('b&lt;b&gt;');
    expect(markup).toContain('7 short or late events that had no room');
  });

  test('shows time from shortly before the first thread ran, each kind by its height and place', () => {
    // From 37 to 100 ms: 63 ms are a thousand wide.
    const x = (ms: number): number => Number(((1000 * (ms - 37)) / 63).toFixed(2));
    expect(markup).toContain('<span>37 ms</span><span>100 ms</span>');
    const b = lanes[1] ?? '';
    expect(b).toMatch(
      new RegExp(`<path class="t-run" d="M${x(40)} 4h${Number((x(90) - x(40)).toFixed(2))}v9`),
    );
    expect(b).toContain(`<path class="t-asked" d="M0 8h${x(40)}v1`);
    const waited = /class="t-wait" d="([^"]*)"/.exec(b)?.[1] ?? '';
    expect(waited.match(/M[\d.]+ 7/g)).toEqual([`M${x(50)} 7`, `M${x(60.5)} 7`, `M${x(70)} 7`]);
    expect(lanes[0]).toContain(`<path class="t-hold" d="M${x(50)} 15h`);
    expect(lanes[2]).not.toContain('t-run');
  });

  test('tells the longest waits in sentences', () => {
    const said = [...markup.matchAll(/<li>([^]*?)<\/li>/g)].map(([, text]) => text?.trim());
    expect(said[0]).toBe(
      'b&lt;b&gt; waited, and had not done when this was written, 30 ms in lock.acquire().',
    );
    expect(said[1]).toBe('b&lt;b&gt; waited 10 ms on Lock(l) in lock.acquire(), held by MainThread.');
  });

  test('is small, however much there is', () => {
    const waits = Array.from({ length: 300 }, (_, i) => ({ ...wait, start: i, end: i + 0.5 }));
    const lots = Array.from({ length: 64 }, (_, i) => ({ ...TIMELINE.lanes[1], thread: `t${i}` }));
    const { markup: much } = recorded({ ...TIMELINE, end: 300, waits, lanes: lots as never }, 'Two', 'Node');
    expect(much.length).toBeLessThan(30_000);
    expect(much).toContain('52 more threads');
  });

  test('is in the page of its report, with how to read it', () => {
    const page = renderHtml(withTimeline(TIMELINE));
    expect(page).toContain('How to read the timeline');
    expect(page).toContain('class="recorded"');
    expect(renderHtml(FULL)).not.toContain('class="recorded"');
  });
});

test('of a variant one target is drawn, and every other that did not end well, also without an observation', () => {
  const [first] = FULL.cells;
  const drawn = (status: Status): number => {
    const cells = FULL.cells.map((cell): CellReport => {
      if (cell.scenario !== first?.scenario) return cell;
      const [variant, ...rest] = cell.variants as [VariantReport, ...VariantReport[]];
      const own = cell === first ? 'pass' : status;
      return {
        ...cell,
        variants: [{ ...variant, status: own, observations: [], timeline: TIMELINE }, ...rest],
      };
    });
    return renderHtml({ ...FULL, cells }).split('class="recorded"').length - 1;
  };
  const targets = FULL.cells.filter(
    ({ scenario, variants }) => scenario === first?.scenario && variants.length > 0,
  );
  expect(targets.length).toBeGreaterThan(1);
  expect(drawn('interesting')).toBe(1);
  expect(drawn('timeout')).toBe(targets.length);
});

describe('in the report', () => {
  test('it is saved and read back', () => {
    const report = parseReport(renderJson(withTimeline(TIMELINE)));
    expect(report.cells[0]?.variants[0]?.timeline).toEqual(TIMELINE);
  });

  test.each([
    ['a lane that is not there', { ...TIMELINE, holds: [{ lane: 3, of: 'x', start: 0, end: 1 }] }],
    ['an end before its beginning', { ...TIMELINE, waits: [{ ...wait, start: 2, end: 1 }] }],
    [
      'more than there is room for',
      { ...TIMELINE, waits: Array.from({ length: 301 }, () => ({ ...wait, start: 1, end: 2 })) as never },
    ],
  ])('%s is refused', (_, timeline) => {
    expect(() => validateReport(withTimeline(timeline))).toThrow(ReportError);
  });
});

describe('as a trace', () => {
  const report = withTimeline(TIMELINE);
  const events = traceEvents(report);

  test('it is one that viewers take', () => {
    const file = JSON.parse(renderTrace(report)) as TraceFile;
    expect(checkTrace(file)).toEqual([]);
    expect(file.traceEvents).toEqual(events);
  });

  test('processes and threads have their names, and time begins with the first of them', () => {
    const names = events.flatMap(({ ph, name, args }) =>
      ph === 'M' && name.endsWith('_name') ? [args?.['name']] : [],
    );
    const unit = /^\S+ \S+ on .+$/;
    expect(names).toEqual([
      expect.stringMatching(unit),
      'MainThread',
      'b<b>',
      expect.stringMatching(/ on .+: child$/),
      'MainThread',
    ]);
    expect(events.find(({ name, tid }) => name === 'runs' && tid === 1)).toMatchObject({
      ts: 0,
      dur: 110_000,
    });
  });

  test('a wait says on what, held by whom, and a flow comes from who ended it', () => {
    const waits = events.filter(({ cat, ph }) => cat === 'wait' && ph === 'X');
    expect(waits[0]).toMatchObject({
      name: 'waits on Lock(l)',
      tid: 2,
      ts: 60_000,
      dur: 10_000,
      args: { in: 'lock.acquire()', 'held by': 'MainThread', 'ended by': 'MainThread' },
    });
    const [from, to] = events.filter(({ cat }) => cat === 'wake');
    expect([from?.ph, from?.tid, to?.ph, to?.tid, to?.ts]).toEqual(['s', 1, 'f', 2, 69_999]);
  });

  test('what may overlap is in pairs', () => {
    const pairs = events.filter(({ ph }) => ph === 'b').map(({ name }) => name);
    expect(pairs).toContain('MainThread holds Lock(l)');
    expect(pairs).toContain('MainThread waits on Thread(b)');
  });

  test('a report without timelines is an empty one', () => {
    expect(JSON.parse(renderTrace(FULL))).toEqual({ displayTimeUnit: 'ms', traceEvents: [] });
  });
});
