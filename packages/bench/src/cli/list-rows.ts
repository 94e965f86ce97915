/**
 * `interleave list --rows`: every row of the guide, the scenarios that work it, and how they ended.
 *
 * @module
 */

import { existsSync } from 'node:fs';
import { styleText } from 'node:util';
import { type ScenarioDescription, STATUSES } from '@interleave/core/scenario';
import { coverage } from '../guide/coverage.ts';
import { SECTIONS } from '../guide/sections.ts';
import { readContracts } from '../plan/contracts.ts';
import { moduleFiles } from '../plan/modules.ts';
import { list, plural } from '../report/format.ts';
import { lookup } from '../report/lookup.ts';
import { statusWord } from '../report/meaning.ts';
import type { Report } from '../report/model.ts';
import { STATUS_STYLE } from '../report/status-style.ts';
import { type Look, lookOf } from '../report/terminal.ts';
import { padTo, wrap } from '../report/text.ts';
import { readReportFile } from './read-document.ts';

/** Where `run` leaves its report when it is not told. */
const LAST = './interleave-report/report.json';

type Contract = Pick<ScenarioDescription, 'id' | 'rows' | 'contractHash'>;

/** Prints the rows; gives 1 where one has no scenario, or a scenario works one that is not there. */
export async function listRows(path: string | true, signal: AbortSignal): Promise<number> {
  const file = path === true ? LAST : path;
  const report = path === true && !existsSync(file) ? undefined : await readReportFile(file);
  const contracts = (await readContracts(moduleFiles([]), signal)).map(({ contract }) => contract);
  const { text, complete } = rowsText(contracts, report, lookOf(process.stdout));
  const from =
    report === undefined
      ? `There is no ${LAST} yet to say how they ended: interleave run makes it.`
      : `How they ended is from ${file}, of ${report.startedAt}.`;
  process.stdout.write(`${text}${from}\n`);
  return complete ? 0 : 1;
}

/** The rows with their scenarios, and whether every row has one. */
export function rowsText(
  contracts: readonly Contract[],
  report: Report | undefined,
  look: Look,
): { readonly text: string; readonly complete: boolean } {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    look.color ? styleText(style, text, { validateStream: false }) : text;
  const { rows, unknown } = coverage(contracts);
  const indent = ' '.repeat(ID);
  const told = (text: string): string[] => wrap(text, look.columns - ID);
  const lines = SECTIONS.flatMap(({ number, title, rows: ids }) => [
    paint('bold', `${number}. ${title}`),
    ...rows
      .filter(({ row }) => ids.includes(row))
      .flatMap(({ row, scenarios }) => [
        ...told(row.claim).map((line, at) => (at === 0 ? padTo(row.id, ID) : indent) + line),
        ...(scenarios.length === 0 ? [`${indent}${paint(['red', 'bold'], 'no scenario')}`] : []),
        ...scenarios.flatMap((scenario) =>
          told(`${scenario.id}: ${endings(scenario, report)}`).map((line) => indent + painted(line, paint)),
        ),
      ]),
    '',
  ]);
  const empty = rows.filter(({ scenarios }) => scenarios.length === 0).map(({ row }) => row.id);
  const complete = empty.length + unknown.length === 0;
  const sum = complete
    ? [`${plural(rows.length, 'row')}, each with a scenario.`]
    : [
        ...(empty.length === 0 ? [] : [`Without a scenario: ${list(empty)}.`]),
        ...unknown.map(
          ({ scenario, row }) => `${scenario.id} says that it works row ${row}, which is not in the guide.`,
        ),
      ];
  return { text: `${[...lines, ...sum].join('\n')}\n`, complete };
}

const ID = 6;

/** `pass on Node and Deno; precondition on Chromium`. */
function endings(scenario: Contract, report: Report | undefined): string {
  const saved = report?.scenarios.find(({ id }) => id === scenario.id);
  if (report === undefined || saved === undefined) return 'not run';
  if (saved.contractHash !== scenario.contractHash) return 'not run since its contract changed';
  const look = lookup(report);
  const groups = STATUSES.toReversed().flatMap((status) => {
    const targets = report.targets.filter((target) => look.cell(scenario.id, target.id)?.status === status);
    return targets.length === 0
      ? []
      : [`${statusWord(status)} on ${list(targets.map(({ title }) => title))}`];
  });
  return groups.length === 0 ? 'not run' : groups.join('; ');
}

/** Statuses in their colours, where a line says `… on`. */
function painted(
  line: string,
  paint: (style: Parameters<typeof styleText>[0], text: string) => string,
): string {
  return STATUSES.reduce((text, status) => {
    const word = `${statusWord(status)} on `;
    const at = new RegExp(`(^|: |; )${word}`);
    return text.replace(
      at,
      (_, lead: string) => `${lead}${paint(STATUS_STYLE[status], statusWord(status))} on `,
    );
  }, line);
}
