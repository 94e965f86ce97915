/**
 * Reading what an earlier command wrote.
 *
 * @module
 */

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { InputError } from '../input-error.ts';
import { BenchReportError, parseBench } from '../report/bench/document.ts';
import type { BenchReport } from '../report/bench/model.ts';
import type { Report } from '../report/model.ts';
import { parseReport, ReportError } from '../report/validate.ts';

/** @throws {InputError} for a file that cannot be read, or that holds no report */
export async function readReportFile(file: string): Promise<Report> {
  const text = await textOf(file);
  return orSentence(file, () => parseReport(text));
}

/** A report of `run` or of `bench`. */
export type Document =
  | { readonly kind: 'report'; readonly path: string; readonly report: Report }
  | { readonly kind: 'bench'; readonly path: string; readonly report: BenchReport };

/** @throws {InputError} for a file that cannot be read, or that holds neither */
export async function readDocument(path: string): Promise<Document> {
  const text = await textOf(path);
  return orSentence(path, () =>
    isBench(text)
      ? { kind: 'bench', path, report: parseBench(text) }
      : { kind: 'report', path, report: parseReport(text) },
  );
}

function isBench(text: string): boolean {
  try {
    return Object.hasOwn(Object(JSON.parse(text)) as object, 'benchmarks');
  } catch {
    return false;
  }
}

/** A page holds its report packed, and that is what one saves from it. */
async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT') throw new InputError(`Cannot read ${file}: there is no such file`);
    const why =
      error.code === 'EISDIR' ? `it is a folder; name the file: ${file}/report.json` : error.message;
    throw new InputError(`Cannot read ${file}: ${why}`);
  });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString();
  try {
    return gunzipSync(bytes).toString();
  } catch (error) {
    throw new InputError(`Cannot read ${file}: it is packed and cannot be unpacked (${String(error)})`);
  }
}

function orSentence<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ReportError || error instanceof BenchReportError)
      throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}
