/**
 * `interleave list`.
 *
 * @module
 */

import { styleText } from 'node:util';
import { describeParam, type ScenarioDescription } from '@interleave/core/scenario';
import { readContracts } from '../plan/contracts.ts';
import { chosen, moduleFiles } from '../plan/modules.ts';
import { lookOf } from '../report/terminal.ts';
import { padTo, wrap } from '../report/text.ts';

/** Prints what scenarios there are; of those that are named, everything but their code. */
export async function listScenarios(words: readonly string[], signal: AbortSignal): Promise<void> {
  const subjects = chosen(await readContracts(moduleFiles(words), signal), words);
  const contracts = subjects.map(({ contract }) => contract);
  const text = words.length === 0 ? overview(contracts) : contracts.map(detail).join('\n');
  process.stdout.write(text);
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

function overview(contracts: readonly ScenarioDescription[]): string {
  const width = Math.max(...contracts.map(({ id }) => id.length));
  const lines = contracts.map(
    ({ id, rows, title }) => `${bold(padTo(id, width))}  ${padTo(rows.join(' '), 12)}  ${title}`,
  );
  return `${lines.join('\n')}\n\ninterleave list <scenario> tells more, interleave run <scenario> runs it.\n`;
}

function detail(contract: ScenarioDescription): string {
  const { columns } = lookOf(process.stdout);
  const variants = Object.entries(contract.variants).map(([id, { title }]) => `  ${bold(id)}: ${title}`);
  const params = Object.entries(contract.params).map(([name, param]) => {
    const quick = param.quick === undefined ? '' : `, quick ${param.quick}`;
    return `  ${bold(`--param ${name}=${param.default}`)}  ${param.about}; ${describeParam(param)}${quick}`;
  });
  const mutants = contract.mutants.map(
    ({ id, why, status }) => `  ${bold(id)}: ${why} (must end as ${status})`,
  );
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrap(line, columns))];
  return [
    bold(`${contract.id}: ${contract.title}`),
    ...wrap(contract.lesson, columns),
    ...section('Rows of the guide:', contract.rows.length === 0 ? [] : [`  ${contract.rows.join(', ')}`]),
    ...section('Needs:', contract.requires.length === 0 ? [] : [`  ${contract.requires.join(', ')}`]),
    ...section('Variants:', variants),
    ...section('Parameters:', params),
    ...section('Mutants:', mutants),
    ...section(
      'Read more:',
      contract.refs.map(({ title, url }) => `  ${title}: ${url}`),
    ),
    '',
  ].join('\n');
}
