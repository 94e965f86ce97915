import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Timeline } from '@interleave/core/scenario';
import { fixture, folder, interleave, readReport } from '../support/cli.ts';
import { checkTrace, type TraceFile } from '../support/trace.ts';

test('who waited for which lock, and who held it, is told of threads and of processes on every runtime', async () => {
  const out = folder();
  const on = ['node', 'deno', 'bun'];
  const { code, stdout, stderr } = await interleave([
    'run',
    fixture('waiting.ts'),
    '--on',
    on.join(),
    '--out',
    out,
    '--trace',
  ]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(join(out, 'trace.json'));
  const report = readReport(out);
  for (const id of on) {
    const variants = report.cells.find(({ target }) => target === id)?.variants ?? [];
    expect(variants.map(({ variant }) => variant)).toEqual(['threads', 'processes']);
    for (const { variant, timeline } of variants) {
      const { lanes, waits, holds } = timeline as Timeline;
      const name =
        variant === 'threads'
          ? { process: '', thread: 'patient' }
          : { process: 'patient', thread: 'MainThread' };
      const patient = lanes.findIndex((lane) => lane.process === name.process && lane.thread === name.thread);
      expect(patient, `${variant} on ${id}`).toBe(1);
      const { started, ran, ended } = lanes[patient] as Timeline['lanes'][number];
      expect(started).toBeLessThanOrEqual(ran as number);
      const wait = waits.find((one) => one.lane === patient && one.on === 'Lock(counter)');
      expect(wait, `${variant} on ${id}`).toMatchObject({
        by: 'lock.acquire()',
        async: false,
        holder: 0,
        wokenBy: null,
      });
      expect(wait?.end).toBeGreaterThan(wait?.start as number);
      // Clocks of processes may be a little apart.
      expect(wait?.start).toBeGreaterThan((ran as number) - 1);
      expect(wait?.end).toBeLessThan((ended as number) + 5);
      expect(holds).toMatchObject([{ lane: 0, of: 'Lock(counter)', start: wait?.start }]);
    }
  }
  const trace = JSON.parse(readFileSync(join(out, 'trace.json'), 'utf8')) as TraceFile;
  expect(checkTrace(trace)).toEqual([]);
  expect(trace.traceEvents.filter(({ name }) => name === 'waits on Lock(counter)')).toHaveLength(6);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('waited on Lock(counter) 1 time');
});

test('the trace is drawn again from the report, where it is asked for', async () => {
  const out = folder();
  await interleave([
    'run',
    fixture('waiting.ts'),
    '--on',
    'node',
    '--out',
    out,
    '--reporter',
    'json',
    '--trace',
  ]);
  const again = join(out, 'deep', 'again.json');
  const { code, stdout } = await interleave([
    'report',
    join(out, 'report.json'),
    '--reporter',
    'md',
    '--trace',
    again,
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain(again);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(join(out, 'trace.json'), 'utf8'));
});

test('a run that is killed at its limit has told who waited for whom', async () => {
  const out = folder();
  const args = [
    'run',
    fixture('waiting-forever.ts'),
    '--on',
    'node',
    '--out',
    out,
    '--reporter',
    'json,html',
  ];
  const { code } = await interleave(args);
  expect(code).toBe(1);
  const variant = readReport(out).cells[0]?.variants[0];
  expect(variant?.status).toBe('timeout');
  const { lanes, waits } = (variant as { readonly timeline: Timeline }).timeline;
  expect(lanes[1]).toMatchObject({ process: '', thread: 'patient', ended: null });
  expect(waits).toContainEqual(
    expect.objectContaining({ lane: 0, on: 'Thread(patient)', async: true, end: null }),
  );
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('class="recorded"');
});
