/**
 * `--trace`: the timelines of a report as a file for Perfetto.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../input-error.ts';
import type { Report } from '../report/model.ts';
import { replaceFile } from '../report/replace-file.ts';
import { renderTrace } from '../report/trace-events.ts';

/** As commander hands it over: true where no file is named. */
export type RawTrace = string | boolean | undefined;

/** Writes the trace where it was asked for, `trace.json` in the report's folder where no file was named; says where. */
export async function writeTrace(report: Report, trace: RawTrace, folder: string): Promise<string> {
  if (trace === undefined || trace === false) return '';
  const path = resolve(trace === true ? join(folder, 'trace.json') : trace);
  try {
    await mkdir(dirname(path), { recursive: true });
    await replaceFile(path, renderTrace(report));
  } catch (error) {
    throw new InputError(`--trace ${path} cannot be written: ${(error as Error).message}`);
  }
  return `Trace:  ${path}\n        open it in https://ui.perfetto.dev or chrome://tracing\n`;
}
