/**
 * One living line on a terminal, plain lines elsewhere: what is being done, and what was.
 *
 * @module
 */

import { duration } from '../report/format.ts';
import { clip } from '../report/text.ts';

/** Where the lines go. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface LivingLine {
  /** Whether it is a terminal whose line can be rewritten. */
  readonly live: boolean;
  /** Something begins: on a terminal it is shown until something else does. */
  begin(text: string): void;
  /** Changes what is shown. */
  change(edit: (text: string) => string): void;
  /** A line that stays, in place of what was shown. */
  say(line: string): void;
  close(): void;
}

/** How often the line moves, and how long it stays silent where no line can move (ms). */
const LIVE = 100;
const MENTION = 5000;

export function livingLine(screen: Screen): LivingLine {
  const live = screen.isTTY === true;
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
  const timer = setInterval(() => {
    if (text !== '') draw();
  }, LIVE);
  timer.unref();

  return {
    live,
    begin: (next) => {
      text = next;
      since = performance.now();
      if (live) draw();
    },
    change: (edit) => {
      text = edit(text);
    },
    say: (line) => {
      text = '';
      erase();
      mentioned = performance.now();
      screen.write(`${line}\n`);
    },
    close: () => {
      clearInterval(timer);
      text = '';
      erase();
    },
  };
}
