import { Exit } from '../../errors.ts';
import { Process, getStartMethod, type Event, type Semaphore } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { builtin } from '../builtins.ts';
import { atExit, commandLine, exitProgram, print, say } from '../runtime.ts';

const bodies = {
  nothing(): void {},

  say(line: string): void {
    say(line);
  },

  async sayLater(line: string, ms: number): Promise<void> {
    await sleep(ms);
    say(line);
  },

  fail(message: string): void {
    throw new RangeError(message, { cause: new TypeError('and why') });
  },

  /** Nothing waits for the timer that throws. */
  async failsAside(): Promise<void> {
    setTimeout(() => {
      throw new RangeError('thrown aside');
    });
    await new Promise(() => {});
  },

  exits(code: unknown): void {
    throw new Exit(code as number);
  },

  async idles(ready: Semaphore): Promise<void> {
    ready.release();
    await new Promise(() => {});
  },

  blocks(ready: Semaphore, never: Event): void {
    ready.release();
    never.waitSync();
  },

  spins(ready: Semaphore): void {
    ready.release();
    for (;;);
  },

  spinsAlone(): void {
    say('up');
    for (;;);
  },

  async idlesAlone(): Promise<void> {
    say('up');
    await new Promise(() => {});
  },

  async saysWhenTold(ready: Semaphore): Promise<void> {
    builtin('node:process').on('SIGTERM', () => {
      say('the daemon was told');
      exitProgram(0);
    });
    ready.release();
    await new Promise(() => {});
  },

  handlesExit(): void {
    atExit(() => say('the exit handler ran'));
    say('the task ran');
  },

  /** Its own child is waited for by it, and it by the program. */
  async startsMore(depth: number): Promise<void> {
    if (depth > 0) new Process(tasks.startsMore, { args: [depth - 1] }).start();
    await sleep(100);
    say(`depth ${depth}`);
  },

  /** Says with which options it runs, and has its child say the same. */
  async saysFlags(depth: number): Promise<void> {
    say(JSON.stringify(commandLine()));
    if (depth > 0) await new Process(tasks.saysFlags, { args: [depth - 1] }).start().join();
  },

  saysMethod(): void {
    say(`in the child: ${getStartMethod()}`);
  },

  /** Writes whole lines, in each way that there is, to an output that others write to. */
  async writes(who: number, lines: number, length: number): Promise<void> {
    for (let line = 0; line < lines; line += 1) {
      const text = `${who}:${line}:`.padEnd(length, String.fromCharCode(97 + (who % 26)));
      if (line % 3 === 0) print(text);
      else if (line % 3 === 1) builtin('node:process').stdout.write(`${text}\n`);
      else say(text);
      if (line % 16 === 0) await sleep(0);
    }
  },

  saysSurroundings(): void {
    const process = builtin('node:process');
    const { env, argv } = process;
    const settings = [env['INTERLEAVE_SAID'], env['INTERLEAVE_GONE'] ?? null];
    say(JSON.stringify([...settings, process.cwd(), argv.slice(2)]));
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const processProgramTasks: typeof tasks = tasks;
