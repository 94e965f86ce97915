import { Process } from '../../multiprocessing/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';

/** A module that starts a process as it is evaluated, as a program without main() does. */
const tasks: { readonly nothing: Task<[]> } = defineTasks(import.meta.url, { nothing(): void {} });
export const nothing: Task<[]> = tasks.nothing;
new Process(nothing).start();
