import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Report } from './model.ts';
import { replaceFile } from './replace-file.ts';
import { type Form, FORMS } from './reporters.ts';
import { saved } from './saved.ts';

/** Where a report's forms were written, as absolute paths. */
export type WrittenReport = Partial<Record<Form, string>>;

/**
 * Writes forms of a report into a folder, which is made where it is not there. Each file is replaced whole or not at
 * all, and the report itself last. A report that its schema refuses is not written; `ReportError` says why.
 */
export async function writeReport(
  report: Report,
  dir: string,
  forms: readonly Form[] = Object.keys(FORMS) as Form[],
): Promise<WrittenReport> {
  const given = saved(report);
  const folder = resolve(dir);
  const written: WrittenReport = {};
  if (forms.length > 0) await mkdir(folder, { recursive: true });
  for (const [form, { file, render }] of Object.entries(FORMS) as [Form, (typeof FORMS)[Form]][]) {
    if (!forms.includes(form)) continue;
    const path = join(folder, file);
    await replaceFile(path, render(given));
    written[form] = path;
  }
  return written;
}
