import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Report } from '../../src/report/model.ts';
import { parseReport, ReportError } from '../../src/report/validate.ts';
import { writeReport } from '../../src/report/write.ts';
import { FULL, GREEN } from './fixture/full.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interleave-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes the four forms, into a folder that it makes, and leaves nothing else', async () => {
  const dir = join(folder, 'deep', 'er');
  const written = await writeReport(FULL, dir);
  expect(await readdir(dir)).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md']);
  expect(parseReport(await readFile(written.json, 'utf8'))).toEqual(FULL);
  expect(await readFile(written.html, 'utf8')).toMatch(/^<!doctype html>/);
  expect(await readFile(written.junit, 'utf8')).toMatch(/^<\?xml/);
  expect(await readFile(written.markdown, 'utf8')).toMatch(/^# /);
});

test('replaces an older report', async () => {
  await writeReport(FULL, folder);
  const { json } = await writeReport(GREEN, folder);
  expect(parseReport(await readFile(json, 'utf8')).verdict.ok).toBe(true);
});

test('does not write what its schema refuses, and keeps what was there', async () => {
  const { json } = await writeReport(GREEN, folder);
  const bad = { ...FULL, startedAt: 'yesterday' } as Report;
  await expect(writeReport(bad, folder)).rejects.toThrow(ReportError);
  expect(parseReport(await readFile(json, 'utf8'))).toEqual(GREEN);
});

test('leaves no draft where a file cannot be replaced', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(writeReport(GREEN, join(folder, 'file'))).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['file']);
});
