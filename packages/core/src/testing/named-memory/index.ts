import type { Suite } from '../cases.ts';
import { blocks } from './blocks.ts';
import { lists } from './lists.ts';
import { managers } from './managers.ts';

/** SharedMemory, ShareableList and SharedMemoryManager, within one process. */
export const namedMemorySuite: Suite = {
  name: 'named-memory',
  variants: ['by name'],
  groups: [blocks, lists, managers],
};
