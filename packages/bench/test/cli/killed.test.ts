import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, readReport, type Running, start, statuses } from '../support/cli.ts';
import { descendants, whenGone } from '../support/processes.ts';

/** Starts a run that keeps what it writes for a while in a folder that the test can look into. */
function dozing(target: string, out: string): { running: Running; temporary: string } {
  const temporary = join(out, 'tmp');
  mkdirSync(temporary);
  const args = ['run', fixture('dozing.ts'), '--on', target, '--seed', '1', '--out', join(out, 'report')];
  return { running: start(args, { TMPDIR: temporary }), temporary };
}

/** Waits until a variant has ended, of which more is said than that it goes on, and then for as long as it falls. */
async function someTimeAfter(running: Running, variant: string, delay: number): Promise<void> {
  let text = '';
  running.child.stderr?.on('data', (chunk: string) => (text += chunk));
  await expect.poll(() => text, { timeout: 60_000 }).toMatch(new RegExp(`, ${variant}, on \\w+: `));
  await new Promise((resolve) => setTimeout(resolve, delay));
}

/** The process that a browser or a unit is in: of those that the bench itself started, the one of that name. */
function victimOf(running: Running, target: string): number | undefined {
  return descendants(running.pid).find((pid) => {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return parentOf(pid) === running.pid && basename(program).startsWith(target.slice(0, 5));
  });
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

test.each([...BROWSERS, 'node', 'deno', 'bun'])(
  '%s is killed from outside at any moment: that unit crashed, the others go on, nothing is left',
  async (target) => {
    const out = folder();
    const { running, temporary } = dozing(target, out);
    const delay = Math.random() * 500;
    await someTimeAfter(running, 'first', delay);
    const family = descendants(running.pid);
    const victim = victimOf(running, target);
    if (victim !== undefined) process.kill(victim, 'SIGKILL');
    const { stderr } = await running.ended;
    const report = readReport(join(out, 'report'));
    const seen = statuses(report, target);
    const when = `${delay} ms after the first: ${stderr}`;
    expect(seen, when).toMatchObject({ first: 'pass', fourth: 'pass' });
    const crashed = report.cells[0]?.variants.filter(({ status }) => status !== 'pass') ?? [];
    // Between two units there is a browser to be killed, but nobody whom that would concern.
    expect(crashed.length, when).toBeLessThanOrEqual(1);
    for (const { status, reason } of crashed) {
      expect(status, reason).toBe('crash');
      expect(reason).toMatch(/the browser died|was killed by SIGKILL|could not be opened/);
    }
    expect(await whenGone(family, 2000)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  },
);

test.each(BROWSERS)(
  'when the bench is killed outright, %s and what it wrote are gone too',
  async (target) => {
    const out = folder();
    const { running, temporary } = dozing(target, out);
    await someTimeAfter(running, 'first', Math.random() * 500);
    const family = descendants(running.pid);
    expect(readdirSync(temporary)).not.toEqual([]);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(await whenGone(family, 3000)).toEqual([]);
    await expect.poll(() => readdirSync(temporary), { timeout: 3000 }).toEqual([]);
  },
);
