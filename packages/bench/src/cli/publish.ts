/**
 * Drawing a report in every form that was asked for.
 *
 * @module
 */

import { basename, dirname } from 'node:path';
import { list } from '../report/format.ts';
import { renderGithub } from '../report/github.ts';
import type { Report } from '../report/model.ts';
import { isForm, type Reporter } from '../report/reporters.ts';
import { saved } from '../report/saved.ts';
import { type Detail, type Look, renderTerminal } from '../report/terminal.ts';
import { type WrittenReport, writeReport } from '../report/write.ts';
import { notRun } from './exit-code.ts';

/** Writes the files into the folder and gives what standard output is to say. */
export async function publish(
  given: Report,
  reporters: readonly Reporter[],
  dir: string,
  look: Look,
  detail: Detail = 'normal',
): Promise<string> {
  const report = saved(given);
  const written = await writeReport(report, dir, reporters.filter(isForm));
  const left = detail === 'quiet' ? undefined : notRun(report);
  const shown = reporters.includes('terminal')
    ? [renderTerminal(report, look, detail), ...(left === undefined ? [] : [`${left}\n`])]
    : [];
  const annotations = reporters.includes('github') ? renderGithub(report) : '';
  return [...shown, where(written), annotations].join('');
}

function where(written: WrittenReport): string {
  const [first, ...more] = [written.html, written.md, written.json, written.junit].flatMap(
    (path) => path ?? [],
  );
  if (first === undefined) return '';
  const others = more.map((path) => basename(path));
  const beside = others.length === 0 ? '' : `        ${dirname(first)} has ${list(others)} too\n`;
  return `Report: ${first}\n${beside}`;
}
