/**
 * Figures in documents come from a measurement: docs/bench.json, a kept `bench.json` of `interleave bench`. Between
 * `<!-- figures:NAME -->` and `<!-- /figures -->` stands what is made of it, and nothing else.
 *
 * `node scripts/check-figures.ts` fails where they differ; `--write` (`npm run figures`) writes them anew, and with a
 * path takes that measurement over into docs/bench.json first.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type BenchReport,
  fullTables,
  parseBench,
  poolSummary,
  poolTables,
  processSummary,
  processTables,
  renderBenchJson,
  summaryTable,
  withoutSamples,
} from '@interleave/bench';
import { format, resolveConfig } from 'prettier';
import { type Findings, reportFindings } from './lib/problems.ts';
import { root } from './lib/repository.ts';

const kept = 'docs/bench.json';
const documents = ['README.md', 'docs/performance.md', 'docs/processes.md'];
const makers: Readonly<Record<string, (report: BenchReport) => string>> = {
  summary: summaryTable,
  pools: (report) => poolTables(report, 4),
  poolSummary,
  processes: (report) => processTables(report, 3),
  processSummary,
  full: (report) => fullTables(report, 3),
};

/** A document with its figures as they should be. */
export function withFigures(
  text: string,
  report: BenchReport,
): { readonly text: string; readonly count: number } {
  let count = 0;
  const made = text.replace(
    /(<!-- figures:(\w+) -->\n)[^]*?(<!-- \/figures -->)/g,
    (_whole, begin: string, name: string, end: string) => {
      const make = makers[name];
      if (make === undefined)
        throw new Error(`there are no figures called ${name}; there is ${Object.keys(makers).join(', ')}`);
      count += 1;
      return `${begin}\n${make(report)}\n\n${end}`;
    },
  );
  return { text: made, count };
}

async function asItShouldBe(
  document: string,
  report: BenchReport,
): Promise<{ is: string; should: string; count: number }> {
  const path = join(root, document);
  const is = await readFile(path, 'utf8');
  const { text, count } = withFigures(is, report);
  return {
    is,
    should: count === 0 ? is : await format(text, { ...(await resolveConfig(path)), filepath: path }),
    count,
  };
}

/** Checks every document's figures against the kept measurement. */
export async function checkFigures(): Promise<Findings> {
  const report = parseBench(await readFile(join(root, kept), 'utf8'));
  const problems: string[] = [];
  let total = 0;
  for (const document of documents) {
    const { is, should, count } = await asItShouldBe(document, report);
    total += count;
    if (is !== should) problems.push(`${document} has other figures than ${kept}: npm run figures`);
  }
  if (report.build !== 'dist') problems.push(`${kept} was measured on sources: measure what is published`);
  if (total === 0) problems.push('no document has figures');
  return { looked: `${total} tables in ${documents.length} documents`, problems };
}

async function write(measurement: string | undefined): Promise<void> {
  const report = withoutSamples(parseBench(await readFile(measurement ?? join(root, kept), 'utf8')));
  await writeFile(join(root, kept), renderBenchJson(report));
  for (const document of documents) {
    const { is, should, count } = await asItShouldBe(document, report);
    if (is !== should) await writeFile(join(root, document), should);
    console.log(`${document}: ${count} tables${is === should ? ', unchanged' : ''}`);
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { write: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.write) await write(positionals[0]);
  else reportFindings('figures', await checkFigures());
}
