import { getLogger, Process, type Event } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';

/** More than what the kernel keeps together in a pipe. */
export const LONG = 6000;

const bodies = {
  logs(text: string): void {
    getLogger().info(text);
  },

  /** Says which level it has found. */
  saysLevel(): void {
    getLogger().error(`level ${getLogger().level}`);
  },

  setsLevel(): void {
    getLogger().level = 'debug';
  },

  passesLevelOn(): void {
    new Process(tasks.saysLevel, { name: 'grandchild' }).start();
  },

  /** Threads that write lines, short ones and long ones, all at once. */
  async writes(go: Event, threads: number, lines: number): Promise<void> {
    const all = Array.from({ length: threads }, (_, index) =>
      new Thread(tasks.writesLines, { args: [go, lines], name: `writer ${index}` }).start(),
    );
    for (const thread of all) await thread.join();
  },

  writesLines(go: Event, lines: number): void {
    go.waitSync();
    const log = getLogger();
    for (let line = 0; line < lines; line += 1) log.warn(line, '.'.repeat(line % 4 === 0 ? LONG : 20));
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const loggingTasks: Tasks<typeof bodies> = tasks;
