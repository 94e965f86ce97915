import type { Suite } from '../cases.ts';
import { collected } from './collected.ts';
import { blockedAtDeath, deaths, owners } from './deaths.ts';
import { initializer } from './initializer.ts';
import { messages } from './messages.ts';
import { many, stats, workers } from './workers.ts';

/** What a pool of threads does beyond what every executor does. */
export const threadPoolSuite: Suite = {
  name: 'thread-pool',
  variants: ['ThreadPoolExecutor'],
  groups: [workers, messages, stats, many, initializer, deaths, blockedAtDeath, owners, collected],
};
