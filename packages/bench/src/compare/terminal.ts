/**
 * A comparison as a terminal shows it.
 *
 * @module
 */

import { styleText } from 'node:util';
import { figure, list, plural, stopped } from '../report/format.ts';
import type { Look } from '../report/terminal.ts';
import { oneLine, padTo, wrap } from '../report/text.ts';
import type { Change, Comparison, Finding, Interval } from './model.ts';

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Change, Style>> = {
  regressed: ['red', 'bold'],
  improved: 'green',
  unresolved: 'yellow',
  unchanged: 'dim',
};

/** Of what is unresolved for one reason, so many are named. */
const NAMED = 8;

export function renderComparison(comparison: Comparison, { columns, color }: Look): string {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const hang = (text: string): string[] =>
    wrap(oneLine(text), Math.max(40, columns) - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
  const { before, after, refused, notes, findings } = comparison;
  const decided = findings.filter(({ change }) => change !== 'unresolved');
  const lines = decided.flatMap((finding) => {
    const [first = '', ...more] = hang(`${padTo(finding.change, 9)}  ${sentence(finding)}`);
    return [paint(STYLES[finding.change], first.slice(0, 9)) + first.slice(9), ...more];
  });
  const parts = [
    [`before  ${before.path}  ${before.startedAt}`, `after   ${after.path}  ${after.startedAt}`].map((line) =>
      paint('dim', oneLine(line)),
    ),
    notes.flatMap((note) => hang(`Note: ${note}`)),
    refused.flatMap(({ what, reason }) => hang(`Not compared: ${what}: ${stopped(reason)}`)),
    machineLine(comparison).flatMap(hang),
    lines,
    unresolved(findings).flatMap(hang),
    [
      paint(
        decided.some(({ change }) => change === 'regressed') ? STYLES.regressed : 'bold',
        summary(comparison),
      ),
    ],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

/** `lost-update on bun, locked: pass → forbidden: …`, `sleeping on node, threads, Wall time: 10 ms → 14 ms, 1.4× (…)`. */
export function sentence(finding: Finding): string {
  const { was, is, times, reason } = finding;
  const figures = times === null ? '' : `, ${timesWords(times)}`;
  return `${nameOf(finding)}: ${was} → ${is}${figures}${reason === '' ? '' : `: ${reason}`}`;
}

function nameOf({ subject, target, variant, measure }: Finding): string {
  const parts = [`${subject} on ${target}`, variant, measure];
  return parts.filter((part) => part !== null).join(', ');
}

function timesWords({ ratio, low, high }: Interval): string {
  if (ratio === null) return 'no ratio';
  const ends = low === null || high === null ? '' : ` (${low.toPrecision(3)} to ${high.toPrecision(3)})`;
  return `${figure(ratio)}×${ends}`;
}

function machineLine({ machine, findings }: Comparison): string[] {
  if (machine.ratio === null || !findings.some(({ kind }) => kind === 'measure')) return [];
  const over = `over ${plural(machine.measures, 'measure')}`;
  const words = `The machine: what both runs measured cost ${timesWords(machine)} as much in the second, ${over}`;
  return [
    machine.low === null
      ? `${words}; too few to know the machine by, so that no change below 25 % is decided.`
      : `${words}.`,
  ];
}

function unresolved(findings: readonly Finding[]): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.change !== 'unresolved') continue;
    const reason = finding.kind === 'status' ? `${finding.was} → ${finding.is}` : finding.reason;
    groups.set(reason, [...(groups.get(reason) ?? []), finding]);
  }
  return [...groups].map(([reason, those]) => {
    const names = those.slice(0, NAMED).map(nameOf);
    const more = those.length > NAMED ? [`${those.length - NAMED} more`] : [];
    return `unresolved: ${reason}: ${list([...names, ...more])}`;
  });
}

function summary({ counts }: Comparison): string {
  const { regressed, improved, unresolved: open, unchanged } = counts;
  if (regressed + improved + open === 0) return `Nothing changed: ${plural(unchanged, 'thing')} compared.`;
  return `${regressed} regressed, ${improved} improved, ${open} unresolved, ${unchanged} unchanged.`;
}
