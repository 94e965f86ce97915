import { atOnce } from './at-once.ts';
import { differences } from './facts/differences.ts';
import { expectationWord, outcomeTables } from './facts/outcome-table.ts';
import { lacks, lackSentence } from './facts/lacks.ts';
import { sentenceOf } from './facts/sentence.ts';
import { bytes, duration, list, quantity, share, stopped } from './format.ts';
import { lookup, type Lookup } from './lookup.ts';
import { explorationParts } from './markdown-explorations.ts';
import { block, code, plain, table } from './markdown-text.ts';
import { isFailure, statusWord } from './meaning.ts';
import type { CellReport, Report, ScenarioReport, VariantReport } from './model.ts';
import { presentable } from './presentable.ts';

/** The report as Markdown, for a pull request or a job's summary. */
export function renderMarkdown(given: Report): string {
  const report = presentable(given);
  const look = lookup(report);
  const found = differences(report, look);
  const lacking = lacks(report, look);
  const failed = report.cells.filter((cell) => isFailure(cell.status));
  const parts = [
    `# ${plain(report.tool.name)}: ${plain(report.verdict.sentence)}`,
    ...report.warnings.map((warning) => `> ${plain(warning)}`),
    environment(report),
    ...(report.scenarios.length === 0 ? [] : ['## Differences between runtimes']),
    ...(found.length + lacking.length === 0 && report.scenarios.length > 0 ? ['None was seen.'] : []),
    ...found.flatMap(({ scenario, found }) => [
      `**${plain(scenario.title)}** (${code(scenario.id)})`,
      found.map((one) => `- ${plain(one.text)}`).join('\n'),
    ]),
    ...(lacking.length === 0
      ? []
      : ['**What was not run**', lacking.map((lack) => `- ${plain(lackSentence(lack))}`).join('\n')]),
    ...(report.scenarios.length === 0 ? [] : ['## Scenarios by target', matrix(report, look)]),
    ...missing(report),
    ...(failed.length === 0 ? [] : ['## What failed']),
    ...failed.flatMap((cell) => failure(cell, look)),
    ...(report.scenarios.length === 0 ? [] : ['## Scenarios']),
    ...report.scenarios.flatMap((scenario) => section(report, look, scenario)),
    ...explorationParts(report),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function environment(report: Report): string {
  const { os, arch, cpus, memory, load } = report.environment;
  const loads = [load.start, load.end].map((one) => (one ? one[0].toFixed(2) : 'unknown'));
  const rows = [
    ['Ran', `${report.startedAt}, ${duration(report.durationMs)}`],
    ['Command', code(report.requested.command.join(' '))],
    ['Seed', String(report.actual.seed)],
    ['Preset', report.actual.preset],
    ['Units at once', atOnce(report)],
    ['Version', plain(`${report.tool.name} ${report.tool.version}`)],
    [
      'Machine',
      plain(`${os.name} ${os.release} (${arch}), ${cpus.count} × ${cpus.model}, ${bytes(memory.totalBytes)}`),
    ],
    ['Load, start and end', loads.join(' and ')],
  ];
  return table(['', ''], rows, 2);
}

function matrix(report: Report, look: Lookup): string {
  const head = [
    '',
    ...report.targets.map((target) => plain(`${target.title} ${target.version ?? ''}`.trim())),
  ];
  const rows = report.scenarios.map((scenario) => [
    code(scenario.id),
    ...report.targets.map((target) => {
      const status = look.cell(scenario.id, target.id)?.status;
      if (status === undefined) return '–';
      return isFailure(status) ? `**${statusWord(status)}**` : statusWord(status);
    }),
  ]);
  return table(head, rows, head.length);
}

function missing(report: Report): string[] {
  return report.targets.flatMap(({ title, missing }) => {
    if (!missing) return [];
    const remedy = missing.remedy === '' ? '' : ` To get it: ${code(missing.remedy)}`;
    return [`${plain(title)} is not here: ${plain(stopped(missing.reason))}${remedy}`];
  });
}

function failure(cell: CellReport, look: Lookup): string[] {
  const bad = cell.variants.filter((variant) => isFailure(variant.status));
  const title = `${plain(cell.scenario)} on ${plain(look.title(cell.target))}`;
  const whole = bad.some((one) => one.status === cell.status)
    ? []
    : [{ ...cell, variant: '', logs: [], error: null }];
  return [...whole, ...bad].flatMap((entry) => [
    `### ${title}${entry.variant === '' ? '' : `, ${plain(entry.variant)}`}: ${statusWord(entry.status)}`,
    plain(entry.reason),
    lastLines(entry),
    block(entry.replay, 'sh'),
  ]);
}

function lastLines(entry: Pick<VariantReport, 'error' | 'logs'>): string {
  const error = entry.error ? [entry.error.stack || `${entry.error.name}: ${entry.error.message}`] : [];
  const lines = [...entry.logs, ...error];
  return lines.length === 0 ? '' : block(lines.join('\n'), 'text');
}

function section(report: Report, look: Lookup, scenario: ScenarioReport): string[] {
  return [
    `### ${plain(scenario.title)}`,
    plain(scenario.lesson),
    plain(sentenceOf(report, look, scenario)),
    ...outcomes(look, scenario),
    ...measures(look, scenario),
  ];
}

function outcomes(look: Lookup, scenario: ScenarioReport): string[] {
  return outcomeTables(look, scenario).flatMap(({ variants, table: found }) => {
    const head = ['Outcome', 'Expected', ...found.targets.map((target) => plain(target.title))];
    const rows = found.lines.map((line) => [
      code(line.label),
      expectationWord(line.expect),
      ...line.counts.map((count, index) => (count === null ? '–' : share(count, found.totals[index] ?? 0))),
    ]);
    const titles = list(variants.map((variant) => plain(variant.title)));
    const each = variants.length > 1 ? ', each' : '';
    return [`${titles}${each}: how often each outcome was observed.`, table(head, rows, 2)];
  });
}

function measures(look: Lookup, scenario: ScenarioReport): string[] {
  return scenario.measures.flatMap((measure) => {
    const results = scenario.variants.map((variant) => ({ variant, ran: look.ran(scenario, variant.id) }));
    const targets = [...new Set(results.flatMap(({ ran }) => ran.map(({ target }) => target)))];
    const rows = results.flatMap(({ variant, ran }) => {
      const cells = targets.map((target) => {
        const values = ran
          .find((one) => one.target === target)
          ?.result.measures.find((one) => one.id === measure.id);
        if (!values) return '–';
        const least = quantity(values.min, measure.unit);
        return plain(`${quantity(values.median, measure.unit)} (min ${least}, n ${values.samples.length})`);
      });
      return cells.every((text) => text === '–') ? [] : [[plain(variant.title), ...cells]];
    });
    if (rows.length === 0) return [];
    const better = measure.better === 'neither' ? '' : `, ${measure.better} is better`;
    const caption = `${plain(measure.title)}: median, least and number of samples${better}.`;
    return [caption, table(['Variant', ...targets.map((target) => plain(target.title))], rows)];
  });
}
