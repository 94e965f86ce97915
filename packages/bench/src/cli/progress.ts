/**
 * What happens, while it happens, on standard error: one living line on a terminal, plain lines elsewhere.
 *
 * @module
 */

import { styleText } from 'node:util';
import type { UnitEvent } from '@interleave/core/scenario';
import type { Done, Spectator } from '../plan/run-plan.ts';
import type { Job } from '../plan/matrix.ts';
import { duration } from '../report/format.ts';
import { statusWord } from '../report/meaning.ts';
import { clip, oneLine } from '../report/text.ts';

/** Where the lines go. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress extends Spectator {
  /** Says what is being done until something else is. */
  phase(text: string): void;
  close(): void;
}

/** How often the living line moves, and how often a long unit is mentioned where no line can move (ms). */
const LIVE = 100;
const MENTION = 5000;

export function createProgress(screen: Screen): Progress {
  const live = screen.isTTY === true;
  const run = (name: 'dim' | 'green' | 'red', text: string): string =>
    live ? styleText(name, text, { validateStream: false }) : text;
  let text = '';
  let since = performance.now();
  let mentioned = since;

  const erase = (): void => void (live && screen.write('\r\u001b[2K'));
  const draw = (): void => {
    const elapsed = performance.now() - since;
    if (live) {
      const line = elapsed < 1000 ? text : `${text}  ${duration(elapsed)}`;
      screen.write(`\r\u001b[2K${clip(line, (screen.columns || 80) - 1)}`);
    } else if (performance.now() - mentioned >= MENTION) {
      mentioned = performance.now();
      screen.write(`${text}  ${duration(elapsed)}\n`);
    }
  };
  const begin = (next: string): void => {
    text = next;
    since = mentioned = performance.now();
    if (live) draw();
  };
  const timer = setInterval(() => {
    if (text !== '') draw();
  }, LIVE);
  timer.unref();

  return {
    phase: (next) => {
      if (!live) screen.write(`${next}\n`);
      begin(next);
    },
    began: (job, index, of) => begin(`[${index + 1}/${of}] ${jobName(job)}`),
    happened: (_job, event: UnitEvent) => {
      if (event.type !== 'progress') return;
      const percent = `${Math.round(event.fraction * 100)} %`;
      const [head = ''] = text.split('  ');
      text = `${head}  ${percent}${event.text === undefined ? '' : ` ${oneLine(event.text)}`}`;
    },
    ended: ({ job, judgement, record }: Done, index, of) => {
      text = '';
      erase();
      const word = statusWord(judgement.status);
      const good = judgement.status === 'pass' || judgement.status === 'interesting';
      const reason = judgement.reason === '' || good ? '' : `: ${oneLine(judgement.reason)}`;
      const place = run('dim', `[${index + 1}/${of}]`);
      const line = `${place} ${jobName(job)}: ${run(good ? 'green' : 'red', word)}${reason}`;
      screen.write(`${line} ${run('dim', `(${duration(record.durationMs)})`)}\n`);
    },
    close: () => {
      clearInterval(timer);
      text = '';
      erase();
    },
  };
}

function jobName({ subject, variant, mutant, target }: Job): string {
  return `${subject.id}, ${mutant === undefined ? variant : `mutant ${mutant.id}`}, on ${target.id}`;
}
