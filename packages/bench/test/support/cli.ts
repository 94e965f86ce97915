/** The command, run as a user runs it: in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseReport, type Report } from '../../src/index.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ending>;
}

/** A test's scenario module. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'interleave-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  main: string = MAIN,
): Running {
  const flags = main === MAIN ? ['--conditions=interleave-source'] : [];
  const child = spawn(process.execPath, [...flags, main, ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, pid: child.pid ?? 0, ended };
}

export function interleave(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ending> {
  return start(args, env).ended;
}

/** The report that a run left, checked against its schema. */
export function readReport(out: string): Report {
  return parseReport(readFileSync(join(out, 'report.json'), 'utf8'));
}

/** The status of each variant of a scenario on a target. */
export function statuses(report: Report, target: string): Record<string, string> {
  const cell = report.cells.find((one) => one.target === target);
  return Object.fromEntries((cell?.variants ?? []).map(({ variant, status }) => [variant, status]));
}
