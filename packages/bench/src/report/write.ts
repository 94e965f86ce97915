import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';
import { validateReport } from './validate.ts';

/** Where a report's forms were written, as absolute paths. */
export interface WrittenReport {
  readonly json: string;
  readonly html: string;
  readonly markdown: string;
  readonly junit: string;
}

/**
 * Writes all forms of a report into a folder, which is made where it is not there. Each file is replaced whole or not
 * at all, and the report itself last, so that a `report.json` that is there has its other forms beside it. A report
 * that its schema refuses is not written; `ReportError` says why.
 */
export async function writeReport(report: Report, dir: string): Promise<WrittenReport> {
  validateReport(report);
  const folder = resolve(dir);
  const written: WrittenReport = {
    json: join(folder, 'report.json'),
    html: join(folder, 'report.html'),
    markdown: join(folder, 'report.md'),
    junit: join(folder, 'junit.xml'),
  };
  await mkdir(folder, { recursive: true });
  await replace(written.html, renderHtml(report));
  await replace(written.markdown, renderMarkdown(report));
  await replace(written.junit, renderJunit(report));
  await replace(written.json, renderJson(report));
  return written;
}

async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
