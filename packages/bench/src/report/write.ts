import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';
import { replaceFile } from './replace-file.ts';
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
  await replaceFile(written.html, renderHtml(report));
  await replaceFile(written.markdown, renderMarkdown(report));
  await replaceFile(written.junit, renderJunit(report));
  await replaceFile(written.json, renderJson(report));
  return written;
}
