import type { CaseGroup, Suite } from '../cases.ts';
import { collected } from '../thread-pool/collected.ts';
import { initializer } from '../thread-pool/initializer.ts';
import { stats, workers } from '../thread-pool/workers.ts';
import { blockedAtDeath, deaths, unreadable } from './deaths.ts';
import { ending } from './ending.ts';
import { processes } from './workers.ts';

/** Processes take long to come up, and these have nothing to do with the thread that their owner is. */
function inMain(group: CaseGroup): CaseGroup {
  return { ...group, where: 'main' };
}

/**
 * What a pool of processes does beyond what every executor does; what it has in common with one of threads is that
 * one's.
 */
export const processPoolSuite: Suite = {
  name: 'process-pool',
  variants: ['ProcessPoolExecutor'],
  groups: [
    workers,
    inMain(processes),
    inMain(stats),
    inMain(initializer),
    deaths,
    inMain(unreadable),
    blockedAtDeath,
    inMain(ending),
    collected,
  ],
};
