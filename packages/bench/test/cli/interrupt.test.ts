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

/** How long (ms) an empty program takes where a machine has time for it. */
const EMPTY_MS = 80;

/** How many times longer an empty program takes than it should, now. */
async function slowness(): Promise<number> {
  const before = performance.now();
  await promisify(execFile)(process.execPath, ['-e', '0']);
  return Math.max(1, (performance.now() - before) / EMPTY_MS);
}

/**
 * Interrupts a run, and expects it to end within a second of a machine that has time for us. On one that is busy with
 * others a second is as much longer as the slowest empty program was that ran just before or meanwhile.
 */
async function endsWithinASecond(
  running: Running,
  signal: 'SIGINT' | 'SIGTERM' = 'SIGINT',
): Promise<Awaited<Running['ended']>> {
  let slowest = await slowness();
  let over = false;
  const before = performance.now();
  running.child.kill(signal);
  const ended = running.ended.then((ending) => {
    over = true;
    return { ending, took: performance.now() - before };
  });
  while (!over) slowest = Math.max(slowest, await slowness());
  const { ending, took } = await ended;
  expect(took, ending.stderr).toBeLessThan(1000 * slowest);
  expect(ending.code).toBe(130);
  return ending;
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
    const { stdout } = await endsWithinASecond(running, signal);
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
  await endsWithinASecond(running);
  expect(await whenGone(family, 500)).toEqual([]);
  expect(readReport(out).interrupted).toBe(true);
});

test('interrupted before anything ran, it leaves at once', async () => {
  const running = start(['run', fixture('never-loads.mjs'), '--on', 'node', '--out', folder()]);
  await said(running, 'Reading the scenarios');
  const family = descendants(running.pid);
  await endsWithinASecond(running);
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
