/**
 * A unit that measures, with its events on standard output.
 *
 * @module
 */

import process from 'node:process';
import type { BenchOrder } from '../engines/timing/order.ts';
import type { MakeSubject } from '../engines/timing/subject.ts';
import { measureOn } from '../engines/timing/unit.ts';
import { MODULE_EXTENSION } from './source-mode.ts';
import { writeLine } from './write-line.ts';

/** What is measured of our own needs its runtime's package; a peer has to run without it. The pool loads it itself. */
const OURS = /^ours\/(?!pool$)/;

/** A module's exports are its subjects; where another module makes them, it exports them together. */
type Made = Readonly<Record<string, MakeSubject>>;
type Loaded = Made | { readonly subjects: Made };

/** Carries out the order on the command line, then ends the process with whatever threads there are. */
export async function measureOnStdio(
  runtime: string,
  version: string | undefined,
  install: () => Promise<unknown>,
): Promise<void> {
  if (version === undefined) throw new Error(`This is not ${runtime}, though it was started under that name`);
  const began = performance.now();
  await measureOn(JSON.parse(process.argv[2] ?? '{}') as BenchOrder, {
    runtime,
    version,
    load: async (module) => {
      if (OURS.test(module)) await install();
      const url = new URL(`../peers/work/${module}${MODULE_EXTENSION}`, import.meta.url);
      const loaded = (await import(url.href)) as Loaded;
      return typeof loaded.subjects === 'object' ? loaded.subjects : (loaded as Made);
    },
    send: (event) => writeLine(JSON.stringify({ ...event, at: performance.now() - began })),
  });
  process.exit(0);
}
