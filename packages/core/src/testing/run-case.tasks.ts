import { defineTasks, type TaskRef } from '../task/index.ts';
import type { Place } from './cases.ts';
import { runHere } from './context.ts';
import { findCase } from './suites.ts';

const bodies = {
  /** Runs one case in this thread; its error becomes the thread's. */
  async runCase(suite: string, group: string, title: string, place: Place): Promise<void> {
    await runHere(await findCase(suite, group, title), place);
  },
};

export const runCase: (typeof bodies)['runCase'] & TaskRef = defineTasks(import.meta.url, bodies).runCase;
