/**
 * The guide: eleven sections, and every row that a scenario must work.
 *
 * @module
 */

import type { GuideSection } from './section.ts';
import { basics } from './sections/01-basics.ts';
import { why } from './sections/02-why.ts';
import { threadingModels } from './sections/03-threading-models.ts';
import { executors } from './sections/04-executors.ts';
import { races } from './sections/05-races.ts';
import { queues } from './sections/06-queues.ts';
import { processes } from './sections/07-processes.ts';
import { sharing } from './sections/08-sharing.ts';
import { managers } from './sections/09-managers.ts';
import { startMethods } from './sections/10-start-methods.ts';
import { problems } from './sections/11-problems.ts';

/** In the order in which the guide is read. */
export const SECTIONS: readonly GuideSection[] = [
  basics,
  why,
  threadingModels,
  executors,
  races,
  queues,
  processes,
  sharing,
  managers,
  startMethods,
  problems,
];
