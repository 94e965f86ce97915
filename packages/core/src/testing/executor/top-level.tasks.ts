import { ThreadPoolExecutor } from '../../futures/index.ts';
import { defineTasks } from '../../task/index.ts';
import { executorTasks, type Tasks } from './executor.tasks.ts';

// Made anew in each thread that imports this module; what starts nothing is no mistake.
const pool = new ThreadPoolExecutor({ maxWorkers: 1 });

const bodies = {
  async nested(n: number): Promise<number> {
    const result = await pool.submit(executorTasks.square, n);
    await pool.shutdown();
    return result;
  },
};

export const topLevelTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
