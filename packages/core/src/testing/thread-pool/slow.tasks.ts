import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';

// A module that takes its time to load.
await sleep(150);

const bodies = { loaded: (): string => 'loaded' };

export const slowTasks: { readonly loaded: typeof bodies.loaded & TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
