import { defineTasks, type TaskRef } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';

const bodies = { nothing(): void {} };
export const nothing: (typeof bodies)['nothing'] & TaskRef = defineTasks(import.meta.url, bodies).nothing;

// The mistake that `main` is for: this line runs wherever the module is imported.
new Thread(nothing).start();
