import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { replaceFile } from '../replace-file.ts';
import { renderBenchJson } from './document.ts';
import { renderBenchMarkdown } from './markdown.ts';
import type { BenchReport } from './model.ts';

/** Writes `bench.md` and `bench.json` into a folder, which is made where it is not there. */
export async function writeBench(
  report: BenchReport,
  dir: string,
): Promise<{ json: string; markdown: string }> {
  const folder = resolve(dir);
  const json = renderBenchJson(report);
  const written = { json: join(folder, 'bench.json'), markdown: join(folder, 'bench.md') };
  await mkdir(folder, { recursive: true });
  await replaceFile(written.markdown, renderBenchMarkdown(report));
  await replaceFile(written.json, json);
  return written;
}
