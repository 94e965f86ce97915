import { defineTasks, type TaskRef } from '../task/index.ts';
import type { Place } from './cases.ts';
import { runHere } from './context.ts';
import { inspect } from './runtime.ts';
import { findCase } from './suites.ts';

export interface CaseName {
  readonly suite: string;
  readonly group: string;
  readonly title: string;
  readonly place: Place;
}

/** How a case went: an error as plain data, because its class may be what is on test. */
export interface CaseResult {
  readonly failure?: { readonly name: string; readonly message: string; readonly stack: string };
}

async function run({ suite, group, title, place }: CaseName): Promise<CaseResult> {
  try {
    await runHere(await findCase(suite, group, title), place);
    return {};
  } catch (error) {
    const { name, message, stack } = error as Partial<Error>;
    return {
      failure: { name: String(name), message: message ?? inspect(error), stack: stack ?? inspect(error) },
    };
  }
}

const bodies = {
  /** Runs the cases that it is told, one after another, for as long as the program lives. */
  async runCases(port: MessagePort): Promise<void> {
    port.onmessage = ({ data }) => void run(data as CaseName).then((result) => port.postMessage(result));
    await new Promise(() => {});
  },
};

export const runCases: (typeof bodies)['runCases'] & TaskRef = defineTasks(import.meta.url, bodies).runCases;
