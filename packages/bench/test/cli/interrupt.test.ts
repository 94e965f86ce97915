import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, readReport, type Running, start } from '../support/cli.ts';
import { descendants, whenGone } from '../support/processes.ts';

/** Waits until the run is in the middle of its endless unit. */
async function underWay(running: Running, file: string, count: number): Promise<number[]> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const pids = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
    if (pids.length >= count) return pids;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  running.child.kill('SIGKILL');
  throw new Error(`It did not get under way: ${(await running.ended).stderr}`);
}

/** Waits until the run has said this on its error output, and a little longer. */
async function said(running: Running, words: string): Promise<void> {
  let text = '';
  running.child.stderr?.on('data', (chunk: string) => (text += chunk));
  await expect.poll(() => text, { timeout: 30_000 }).toContain(words);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** A run in whose page something spins that only a signal ends. */
async function spinningPage(target: string, out: string): Promise<Running> {
  const running = start(['run', fixture('paging.ts'), '--on', target, '--limit', '60000', '--out', out]);
  await said(running, `good, on ${target}: `);
  return running;
}

/**
 * A second of a machine that has time for us: on one that is busy with others, as many times as long as an empty
 * program takes longer than it should.
 */
async function second(): Promise<number> {
  const before = performance.now();
  await promisify(execFile)(process.execPath, ['-e', '0']);
  return 1000 * Math.max(1, (performance.now() - before) / 80);
}

function lingering(targets: string, out: string): { running: Running; pids: string } {
  const pids = join(out, 'pids');
  const args = ['run', fixture('lingering.ts'), '--on', targets, '--out', out];
  return { running: start(args, { INTERLEAVE_TEST_PIDS: pids }), pids };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops everything within a second and keeps what was measured',
  async (signal) => {
    const out = folder();
    const { running, pids } = lingering('node', out);
    const units = await underWay(running, pids, 2);
    const family = [...descendants(running.pid), ...units];
    const limit = await second();
    const before = performance.now();
    running.child.kill(signal);
    const { code, stderr, stdout } = await running.ended;
    expect(performance.now() - before, stderr).toBeLessThan(limit);
    expect(code).toBe(130);
    expect(await whenGone(family, 0)).toEqual([]);
    const report = readReport(out);
    expect(report.interrupted).toBe(true);
    expect(report.verdict.ok).toBe(false);
    expect(report.cells[0]?.variants.map(({ variant, status }) => [variant, status])).toEqual([
      ['short', 'pass'],
      ['endless', 'skipped'],
    ]);
    expect(stdout).toContain('nterrupted');
  },
);

test.each(BROWSERS)('%s is gone within a second too', async (target) => {
  const out = folder();
  const running = await spinningPage(target, out);
  const family = descendants(running.pid);
  expect(family.length).toBeGreaterThan(3);
  const limit = await second();
  const before = performance.now();
  running.child.kill('SIGINT');
  const { code, stderr } = await running.ended;
  expect(performance.now() - before, stderr).toBeLessThan(limit);
  expect(code).toBe(130);
  expect(await whenGone(family, 500)).toEqual([]);
  expect(readReport(out).interrupted).toBe(true);
});

test('interrupted before anything ran, it leaves at once', async () => {
  const running = start(['run', fixture('never-loads.mjs'), '--on', 'node', '--out', folder()]);
  await said(running, 'Reading the scenarios');
  const family = descendants(running.pid);
  const limit = await second();
  const before = performance.now();
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  expect(performance.now() - before).toBeLessThan(limit);
  expect(await whenGone(family, 0)).toEqual([]);
});

test.each(['node', ...BROWSERS])('killed outright on %s, it leaves nobody behind', async (target) => {
  const out = folder();
  const { running, pids } =
    target === 'node'
      ? lingering('node', out)
      : { running: await spinningPage(target, out), pids: undefined };
  const units = pids === undefined ? [] : await underWay(running, pids, 2);
  const family = [...descendants(running.pid), ...units];
  expect(family.length).toBeGreaterThan(2);
  running.child.kill('SIGKILL');
  expect((await running.ended).signal).toBe('SIGKILL');
  expect(await whenGone(family, 2000)).toEqual([]);
});
