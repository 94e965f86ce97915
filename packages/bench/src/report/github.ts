import { titleOf } from './exploration.ts';
import { stopped } from './format.ts';
import { isFailure, statusWord } from './meaning.ts';
import type { CellReport, Report, ScenarioReport } from './model.ts';
import { presentable } from './presentable.ts';

type Level = 'error' | 'warning' | 'notice';

/**
 * The report as workflow commands, which GitHub shows beside the files: an error for each cell that failed, a warning
 * for what could not run and for what the run as a whole has to say, a notice for what is interesting. GitHub shows the
 * first ten of each in a step, so the worst come first.
 */
export function renderGithub(given: Report): string {
  const report = presentable(given);
  const lines = report.warnings.map((warning) => command('warning', { title: report.tool.name }, warning));
  for (const scenario of report.scenarios)
    for (const cell of report.cells)
      if (cell.scenario === scenario.id) lines.push(...annotation(scenario, cell));
  for (const one of report.explorations ?? []) {
    if (one.failure === null) continue;
    const title = `${titleOf(one)}: ${one.failure.kind}`;
    const told = `${stopped(one.failure.message)} To see it again: ${one.replay}`;
    lines.push(command('error', { file: one.module, title }, told));
  }
  const rank = ['::error', '::warn', '::notic'];
  const at = (line: string): number => rank.findIndex((start) => line.startsWith(start));
  return lines
    .toSorted((a, b) => at(a) - at(b))
    .map((line) => `${line}\n`)
    .join('');
}

function annotation(scenario: ScenarioReport, cell: CellReport): string[] {
  const level = levelOf(cell);
  if (level === undefined) return [];
  const title = `${scenario.id} on ${cell.target}: ${statusWord(cell.status)}`;
  const why = cell.reason === '' ? '' : `${stopped(cell.reason)} `;
  const bad = cell.variants.find((variant) => variant.status === cell.status);
  const again = level === 'error' ? `To see it again: ${bad?.replay ?? cell.replay}` : '';
  return [command(level, { file: scenario.source.path, title }, `${why}${again}`.trim() || title)];
}

function levelOf({ status }: CellReport): Level | undefined {
  if (isFailure(status)) return 'error';
  if (status === 'precondition') return 'warning';
  return status === 'interesting' ? 'notice' : undefined;
}

function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${written.join(',')}::${data(message)}`;
}

/** What GitHub's own toolkit escapes, in the same order. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
