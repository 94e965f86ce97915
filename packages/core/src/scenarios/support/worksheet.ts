/**
 * The sheet on which the flows of the factorial scenario write what they did, in memory that threads share.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { clock, momentOf, stamp } from './clock.ts';
import { digitChecksum, expected, residue } from './factorials.ts';

/** Travels to each thread as it is: the numbers are copied, the memory is shared. */
export interface Worksheet {
  readonly n: number;
  readonly count: number;
  readonly flows: number;
  /** When the sheet was made; the flows' times count from here. */
  readonly epoch: number;
  /** Checksum, begin and end per flow, then one residue per item. */
  readonly words: SharedArrayBuffer;
}

/** What the sheet says after the work, as plain data. */
export type Sheet = {
  readonly count: number;
  readonly done: number;
  readonly wrong: number;
  /** Checksums of the digits, each once. */
  readonly checksums: readonly number[];
  readonly expected: number;
};

const PER_FLOW = 3;

export function newWorksheet(n: number, count: number, flows: number): Worksheet {
  const words = new SharedArrayBuffer(4 * (count + flows * PER_FLOW));
  return { n, count, flows, epoch: clock(), words };
}

/** The items of one flow: every `flows`-th one, so that shares differ by one item at most. */
export function* shareOf(sheet: Worksheet, flow: number): Generator<number> {
  for (let item = flow; item < sheet.count; item += sheet.flows) yield item;
}

export function writeItem(sheet: Worksheet, item: number, product: bigint): void {
  atomicStore(new Int32Array(sheet.words), sheet.flows * PER_FLOW + item, residue(product));
}

/** What a flow writes when it begins and ends, for the timeline. */
export function writeBegin(sheet: Worksheet, flow: number): void {
  atomicStore(new Int32Array(sheet.words), flow * PER_FLOW + 1, stamp(sheet.epoch));
}

/** The digits of a flow's last product stand for all of its items: their residues are equal already. */
export function writeEnd(sheet: Worksheet, flow: number, product: bigint): void {
  const view = new Int32Array(sheet.words);
  const at = flow * PER_FLOW;
  atomicStore(view, at, digitChecksum(product));
  atomicStore(view, at + 2, stamp(sheet.epoch));
}

/** Begin and end of each flow, as `ctx.now()` would have given them. */
export function flowTimes(sheet: Worksheet): { begin: number; end: number }[] {
  const view = new Int32Array(sheet.words);
  const moment = (at: number): number => momentOf(atomicLoad(view, at), sheet.epoch);
  return Array.from({ length: sheet.flows }, (_, flow) => {
    const at = flow * PER_FLOW;
    return { begin: moment(at + 1), end: moment(at + 2) };
  });
}

export function readSheet(sheet: Worksheet): Sheet {
  const view = new Int32Array(sheet.words);
  const right = expected(sheet.n);
  const residues = Array.from({ length: sheet.count }, (_, item) =>
    atomicLoad(view, sheet.flows * PER_FLOW + item),
  );
  const checksums = Array.from({ length: sheet.flows }, (_, flow) => atomicLoad(view, flow * PER_FLOW) >>> 0);
  return {
    count: sheet.count,
    done: residues.filter((word) => word !== 0).length,
    wrong: residues.filter((word) => word !== 0 && word !== right.residue).length,
    checksums: [...new Set(checksums)],
    expected: right.checksum >>> 0,
  };
}
