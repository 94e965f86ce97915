/**
 * Reading the contracts of scenario modules, in a process of their own.
 *
 * @module
 */

import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ErrorData, ScenarioDescription } from '@interleave/core/scenario';
import { runUnit } from '../engines/run-unit.ts';
import type { UnitRecord } from '../engines/unit-record.ts';
import { InputError } from '../input-error.ts';
import { plainly } from '../targets/named.ts';
import { nodeTarget } from '../targets/node.ts';
import type { Work } from '../targets/target.ts';
import { readerOf } from './reader.ts';

/** A scenario that is to be run. */
export interface Subject extends Work {
  readonly contract: ScenarioDescription;
  /** Whether its module exports others too. */
  readonly several?: boolean;
}

/** A module that takes longer than this (ms) to load is not going to. */
const LOAD_WITHIN = 20_000;

function subjectOf(contract: ScenarioDescription, path: string): Subject {
  const { id, engine } = contract;
  return { id, path, contract, timed: engine === 'timing' || engine === 'sample' };
}

/**
 * The scenarios in these files.
 *
 * @throws {InputError} naming the module that does not load, does not end loading, or is no scenario
 */
export async function readContracts(files: readonly string[], signal: AbortSignal): Promise<Subject[]> {
  if (files.length === 0) throw new InputError('There is no scenario to run');
  const byModule = new Map(files.map((file) => [pathToFileURL(file).href, file]));
  const subjects: Subject[] = [];
  const answered = new Set<string>();
  const problems: string[] = [];
  const record = await runUnit(
    nodeTarget({ ...plainly('node'), at: await readerOf(files) }),
    { kind: 'describe', modules: [...byModule.keys()] },
    undefined,
    { start: LOAD_WITHIN, work: LOAD_WITHIN, exit: 2000 },
    {
      signal,
      onEvent: (event) => {
        const file = event.type === 'contract' ? byModule.get(event.module) : undefined;
        if (event.type !== 'contract' || file === undefined) return;
        answered.add(file);
        if (event.contract !== undefined) subjects.push(subjectOf(event.contract, file));
        else problems.push(explain(file, event.error));
      },
    },
  );
  signal.throwIfAborted();
  const silent = files.find((file) => !answered.has(file));
  if (silent !== undefined) problems.push(silence(silent, record));
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  refuseTwins(subjects);
  return subjects.map((subject) => ({
    ...subject,
    several: subjects.some(({ id, path }) => path === subject.path && id !== subject.id),
  }));
}

function explain(file: string, error: ErrorData | undefined): string {
  const { name = 'Error', message = 'for no reason given', stack = '' } = error ?? {};
  if (name === 'ContractError') return `${shown(file)}: ${message}`;
  // A parser's message says what, its stack's first line where.
  const where = /^(file:\/\/\S+:\d+)$/m.exec(stack)?.[1];
  const remedy = /Cannot find package '@interleave\//.test(message)
    ? '; type npm install @interleave/core beside it'
    : '';
  return `${shown(file)} does not load: ${name}: ${message}${where === undefined ? '' : ` (${where})`}${remedy}`;
}

function silence(file: string, { fate, lines, errors }: UnitRecord): string {
  const said = lines.filter((line) => line.trim() !== '').slice(-12);
  const last = [...errors.map(({ error }) => `${error.name}: ${error.message}`), ...said]
    .map((line) => `\n  ${line}`)
    .join('');
  if (fate.kind === 'timeout') return `${shown(file)} did not load within ${fate.after} ms${last}`;
  const how = fate.kind === 'died' ? ` (exit code ${fate.code ?? fate.signal})` : '';
  return `${shown(file)} ended the process that loaded it${how}${last}`;
}

function refuseTwins(subjects: readonly Subject[]): void {
  const files = new Map<string, string>();
  for (const { id, path } of subjects) {
    const other = files.get(id);
    if (other !== undefined)
      throw new InputError(
        `${shown(other)} and ${shown(path)} are both called '${id}'; an id names one scenario`,
      );
    files.set(id, path);
  }
}

function shown(file: string): string {
  const short = relative('', file);
  return short === '' || short.startsWith('..') ? file : short;
}
