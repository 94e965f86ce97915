import { ThreadPoolExecutor } from '../../futures/index.ts';
import { defineTasks } from '../../task/index.ts';
import { executorTasks, type Tasks } from './executor.tasks.ts';

const bodies = { nothing(): void {} };

export const eagerTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);

// The mistake that `main` is for: this line runs wherever the module is imported.
new ThreadPoolExecutor().submit(executorTasks.nothing);
