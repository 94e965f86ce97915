/**
 * What happens in a run, while it happens, on standard error.
 *
 * @module
 */

import { styleText } from 'node:util';
import type { UnitEvent } from '@interleave/core/scenario';
import type { Done, Spectator } from '../plan/run-plan.ts';
import type { Job } from '../plan/matrix.ts';
import { duration } from '../report/format.ts';
import { statusWord } from '../report/meaning.ts';
import { STATUS_STYLE } from '../report/status-style.ts';
import type { Detail } from '../report/terminal.ts';
import { oneLine } from '../report/text.ts';
import { livingLine, type Screen } from './living-line.ts';

export interface Progress extends Spectator {
  /** Says what is being done until something else is. */
  phase(text: string): void;
  close(): void;
}

/** Quiet, it says nothing; verbose, also what a unit logs. */
export function createProgress(screen: Screen, detail: Detail = 'normal'): Progress {
  if (detail === 'quiet') return SILENT;
  const line = livingLine(screen);
  let shown: Job | undefined;
  const run = (style: Parameters<typeof styleText>[0], text: string): string =>
    line.live ? styleText(style, text, { validateStream: false }) : text;
  return {
    phase: (next) => {
      if (!line.live) line.say(next);
      line.begin(next);
    },
    began: (job, index, of) => {
      shown = job;
      line.begin(`[${index + 1}/${of}] ${jobName(job)}`);
    },
    happened: (job, event: UnitEvent) => {
      if (event.type === 'log' && detail === 'verbose')
        line.say(run('dim', `${jobName(job)} | ${oneLine(event.text)}`));
      // Of several that run at once the last is shown.
      if (event.type !== 'progress' || job !== shown) return;
      const percent = `${Math.round(event.fraction * 100)} %`;
      const more = event.text === undefined ? '' : ` ${oneLine(event.text)}`;
      line.change((text) => `${text.split('  ')[0] ?? ''}  ${percent}${more}`);
    },
    ended: ({ job, judgement, record }: Done, index, of) => {
      const word = statusWord(judgement.status);
      const good = judgement.status === 'pass' || judgement.status === 'interesting';
      const reason = judgement.reason === '' || good ? '' : `: ${oneLine(judgement.reason)}`;
      const place = run('dim', `[${index + 1}/${of}]`);
      const what = `${place} ${jobName(job)}: ${run(STATUS_STYLE[judgement.status], word)}${reason}`;
      line.say(`${what} ${run('dim', `(${duration(record.durationMs)})`)}`);
    },
    close: () => line.close(),
  };
}

const SILENT: Progress = {
  phase: () => undefined,
  began: () => undefined,
  happened: () => undefined,
  ended: () => undefined,
  close: () => undefined,
};

function jobName({ subject, variant, mutant, target, again }: Job): string {
  const which = mutant === undefined ? variant : `mutant ${mutant.id}`;
  return `${subject.id}, ${which}${again ? ' again' : ''}, on ${target.id}`;
}
