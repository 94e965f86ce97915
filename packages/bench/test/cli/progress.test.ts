import { styleText } from 'node:util';
import { defineScenario, describeScenario } from '@interleave/core/scenario';
import { expect, test, vi } from 'vitest';
import { createBenchProgress } from '../../src/cli/bench-progress.ts';
import { createProgress } from '../../src/cli/progress.ts';
import type { Job } from '../../src/plan/matrix.ts';
import type { Contestant } from '../../src/engines/bench/run-benchmark.ts';
import { newRecord } from '../../src/engines/unit-record.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import { definition } from '../support/definition.ts';

const contract = describeScenario(defineScenario('file:///s.ts', definition));
const [target] = parseTargets(['node'], { isolated: true });
if (target === undefined) throw new Error('node is a target');
const job: Job = {
  subject: { id: 'small', path: '/s.ts', contract },
  target,
  variant: 'one',
  mutant: undefined,
  round: 0,
  seed: 1,
  params: {},
};

function screen(isTTY: boolean): {
  isTTY: boolean;
  columns: number;
  write(text: string): void;
  text: string;
} {
  return {
    isTTY,
    columns: 0,
    text: '',
    write(text) {
      this.text += text;
    },
  };
}

test('off a terminal there are plain lines, and a long unit is mentioned again', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const out = screen(false);
  const progress = createProgress(out);
  progress.began(job, 0, 2);
  vi.advanceTimersByTime(4000);
  expect(out.text).toBe('');
  progress.happened(job, { type: 'progress', at: 0, fraction: 0.5, text: 'halfway' });
  vi.advanceTimersByTime(1500);
  expect(out.text).toMatch(/^\[1\/2\] small, one, on node {2}50 % halfway {2}5[.\d]* s\n$/);
  out.text = '';
  const judgement = { status: 'crash', reason: 'It was\nkilled' } as const;
  progress.ended({ job, record: { ...newRecord(), durationMs: 6000 }, judgement }, 0, 2);
  expect(out.text).toMatch(/^\[1\/2\] small, one, on node: crash: It was⏎killed \(6[.\d]* s\)\n$/);
  progress.close();
  vi.useRealTimers();
});

test('off a terminal what is done in many short steps is mentioned too', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const out = screen(false);
  const progress = createBenchProgress(out);
  progress.phase('Looking for the runtimes');
  for (let step = 1; step <= 6; step++) {
    vi.advanceTimersByTime(2000);
    progress.of('lock').calibrating({ by: 'ours', runtime: 'node', again: false } as Contestant, step, 6);
  }
  expect(out.text).toMatch(/^lock: calibrating 3\/6, .*\n.*calibrating 5\/6, .*\n$/s);
  progress.close();
  vi.useRealTimers();
});

test('on a terminal one line lives, and is gone at the end', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const out = screen(true);
  const progress = createProgress(out);
  progress.phase('Looking');
  expect(out.text).toBe('\r\u001b[2KLooking');
  vi.advanceTimersByTime(2500);
  expect(out.text).toContain('Looking  2.');
  progress.close();
  expect(out.text.endsWith('\r\u001b[2K')).toBe(true);
  vi.useRealTimers();
});

test('quiet says nothing, verbose what a unit logs, and a status has the colour that it has in the table', () => {
  const silent = screen(false);
  const judgement = { status: 'timeout', reason: 'It did not end' } as const;
  const done = { job, record: newRecord(), judgement };
  const quiet = createProgress(silent, 'quiet');
  quiet.phase('Reading');
  quiet.began(job, 0, 1);
  quiet.ended(done, 0, 1);
  quiet.close();
  expect(silent.text).toBe('');
  const out = screen(false);
  const verbose = createProgress(out, 'verbose');
  verbose.happened(job, { type: 'log', at: 0, text: 'one\nline' });
  verbose.close();
  expect(out.text).toBe('small, one, on node | one⏎line\n');
  const live = screen(true);
  const coloured = createProgress(live);
  coloured.ended(done, 0, 1);
  coloured.close();
  expect(live.text).toContain(styleText('magenta', 'timeout', { validateStream: false }));
});
