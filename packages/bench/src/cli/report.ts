/**
 * `interleave report`: every form of a report again, from its file.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../input-error.ts';
import { lookOf } from '../report/terminal.ts';
import { detailOf } from './options.ts';
import { publish } from './publish.ts';
import { readReportFile } from './read-document.ts';
import { readReporters, writesFiles } from './reporters.ts';
import { type RawTrace, writeTrace } from './write-trace.ts';

/** As commander hands them over. */
export interface RawReportOptions {
  readonly reporter?: readonly string[];
  readonly out?: string;
  readonly trace?: RawTrace;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Draws the forms into `--out`, which is the file's own folder where it is absent. */
export async function redraw(file: string, raw: RawReportOptions): Promise<void> {
  const { reporter, out, trace } = raw;
  const detail = detailOf(raw);
  const reporters = readReporters(reporter);
  const report = await readReportFile(file);
  const folder = out ?? dirname(file);
  if (writesFiles(reporters)) {
    await mkdir(folder, { recursive: true }).catch((error: Error) => {
      throw new InputError(`--out ${folder} is no folder that can be written: ${error.message}`);
    });
  }
  const published = await publish(report, reporters, folder, lookOf(process.stdout), detail);
  process.stdout.write(published + (await writeTrace(report, trace, folder)));
}
