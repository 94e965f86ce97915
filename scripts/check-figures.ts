/**
 * Figures in documents come from measurements: docs/bench/*.json, each a kept `bench.json` of `interleave bench`. Between
 * `<!-- figures:NAME -->` and `<!-- /figures -->` stands what is made of one of them, and nothing else.
 *
 * `node scripts/check-figures.ts` fails where they differ; `--write` (`npm run figures`) writes them anew, and with a
 * name and a path (`-- pools path/to/bench.json`) takes that measurement over first.
 */
import { existsSync } from 'node:fs';
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

const kept = {
  threads: 'docs/bench/threads.json',
  pools: 'docs/bench/pools.json',
  processes: 'docs/bench/processes.json',
};
type Measurement = keyof typeof kept;
/** What was not measured yet is not there. */
type Measured = ReadonlyMap<Measurement, BenchReport>;

const documents = ['README.md', 'docs/performance.md', 'docs/processes.md'];
const makers: Readonly<Record<string, readonly [Measurement, (report: BenchReport) => string]>> = {
  summary: ['threads', summaryTable],
  full: ['threads', (report) => fullTables(report, 3)],
  poolSummary: ['pools', poolSummary],
  pools: ['pools', (report) => poolTables(report, 4)],
  processSummary: ['processes', processSummary],
  processes: ['processes', (report) => processTables(report, 3)],
};

async function readMeasured(): Promise<Measured> {
  const measured = new Map<Measurement, BenchReport>();
  for (const [name, path] of Object.entries(kept) as [Measurement, string][]) {
    const file = join(root, path);
    if (existsSync(file)) measured.set(name, parseBench(await readFile(file, 'utf8')));
  }
  return measured;
}

/** A document with its figures as they should be. */
export function withFigures(
  text: string,
  measured: Measured,
): { readonly text: string; readonly count: number } {
  let count = 0;
  const made = text.replace(
    /(<!-- figures:(\w+) -->\n)[^]*?(<!-- \/figures -->)/g,
    (_whole, begin: string, name: string, end: string) => {
      const maker = makers[name];
      if (maker === undefined)
        throw new Error(`there are no figures called ${name}; there is ${Object.keys(makers).join(', ')}`);
      count += 1;
      const [which, make] = maker;
      const report = measured.get(which);
      return `${begin}\n${report === undefined ? 'Not measured yet.' : make(report)}\n\n${end}`;
    },
  );
  return { text: made, count };
}

async function asItShouldBe(
  document: string,
  measured: Measured,
): Promise<{ is: string; should: string; count: number }> {
  const path = join(root, document);
  const is = await readFile(path, 'utf8');
  const { text, count } = withFigures(is, measured);
  return {
    is,
    should: count === 0 ? is : await format(text, { ...(await resolveConfig(path)), filepath: path }),
    count,
  };
}

/** Checks every document's figures against the kept measurements. */
export async function checkFigures(): Promise<Findings> {
  const measured = await readMeasured();
  const problems: string[] = [];
  let total = 0;
  for (const document of documents) {
    const { is, should, count } = await asItShouldBe(document, measured);
    total += count;
    if (is !== should) problems.push(`${document} has other figures than docs/bench: npm run figures`);
  }
  for (const [name, { build }] of measured)
    if (build !== 'dist')
      problems.push(`docs/bench/${name}.json was measured on sources: measure what is published`);
  if (total === 0) problems.push('no document has figures');
  return { looked: `${total} tables in ${documents.length} documents`, problems };
}

async function takeOver(name: string, path: string): Promise<void> {
  if (!(name in kept))
    throw new Error(`there is no measurement ${name}; there is ${Object.keys(kept).join(', ')}`);
  // Where the packages of whoever measured lie is in what those said when they failed, and nobody else's business.
  const text = (await readFile(path, 'utf8')).replaceAll(/file:\/\/[^"\s]*?\/(?=node_modules\/)/g, '');
  const report = withoutSamples(parseBench(text));
  // Where it was written is nobody's concern.
  const command = report.command.filter((word, at, all) => word !== '--out' && all[at - 1] !== '--out');
  await writeFile(join(root, kept[name as Measurement]), renderBenchJson({ ...report, command }));
}

async function write(): Promise<void> {
  const measured = await readMeasured();
  for (const document of documents) {
    const { is, should, count } = await asItShouldBe(document, measured);
    if (is !== should) await writeFile(join(root, document), should);
    console.log(`${document}: ${count} tables${is === should ? ', unchanged' : ''}`);
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { write: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [name, path] = positionals;
  if (name !== undefined && path === undefined)
    throw new Error('a measurement to take over has a name and a path');
  if (name !== undefined && path !== undefined) await takeOver(name, path);
  if (values.write) await write();
  else reportFindings('figures', await checkFigures());
}
