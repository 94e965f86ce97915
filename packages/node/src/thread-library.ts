/**
 * A task's module of this library's own, which workers that are made ahead load: all of the library is then there.
 *
 * @module
 */

import { defineTasks, type Task } from '@interleave/core/tasks';
import './index.ts';

const tasks: { readonly rehearsal: Task<[]> } = defineTasks(import.meta.url, { rehearsal(): void {} });
export const rehearsal: Task<[]> = tasks.rehearsal;
