import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { renderGithub } from '../../src/report/github.ts';
import type { Report } from '../../src/report/model.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { parseReport, ReportError } from '../../src/report/validate.ts';
import { type WrittenReport, writeReport } from '../../src/report/write.ts';
import { EXPLORED } from './fixture/explored.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interleave-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (path = ''): Promise<string> => readFile(path, 'utf8');
const saved = async ({ json }: WrittenReport): Promise<Report> => parseReport(await text(json));

test('writes the four forms, into a folder that it makes, and leaves nothing else', async () => {
  const dir = join(folder, 'deep', 'er');
  const written = await writeReport(FULL, dir);
  expect(await readdir(dir)).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md']);
  expect(await saved(written)).toEqual(FULL);
  expect(await text(written.html)).toMatch(/^<!doctype html>/);
  expect(await text(written.junit)).toMatch(/^<\?xml/);
  expect(await text(written.md)).toMatch(/^# /);
});

test('replaces an older report', async () => {
  await writeReport(FULL, folder);
  expect((await saved(await writeReport(GREEN, folder))).verdict.ok).toBe(true);
});

test('does not write what its schema refuses, and keeps what was there', async () => {
  const written = await writeReport(GREEN, folder);
  const bad = { ...FULL, startedAt: 'yesterday' } as Report;
  await expect(writeReport(bad, folder)).rejects.toThrow(ReportError);
  expect(await saved(written)).toEqual(GREEN);
});

test('leaves no draft where a file cannot be replaced', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(writeReport(GREEN, join(folder, 'file'))).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['file']);
});

test('writes only the forms that are asked for, and no folder for none', async () => {
  expect(await writeReport(GREEN, join(folder, 'none'), [])).toEqual({});
  await writeReport(GREEN, join(folder, 'some'), ['junit', 'md']);
  expect(await readdir(folder)).toEqual(['some']);
  expect(await readdir(join(folder, 'some'))).toEqual(['junit.xml', 'report.md']);
});

test.each(Object.entries({ FULL, GREEN, HOSTILE, EXPLORED }))(
  'everything is drawn again from report.json alone, to the byte: %s',
  async (_name, given) => {
    const first = await writeReport(given, join(folder, 'first'));
    const again = await writeReport(await saved(first), join(folder, 'again'));
    for (const form of ['html', 'md', 'junit', 'json'] as const)
      expect(await text(again[form]), form).toBe(await text(first[form]));
    const read = await saved(first);
    expect(renderTerminal(read)).toBe(renderTerminal(given));
    expect(renderGithub(read)).toBe(renderGithub(given));
  },
);
