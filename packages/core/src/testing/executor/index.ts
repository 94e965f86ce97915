import type { Suite } from '../cases.ts';
import { blocking, page } from './blocking.ts';
import { errors } from './errors.ts';
import { mapping } from './mapping.ts';
import { shutdown, shutdownBlocking } from './shutdown.ts';
import { sources } from './sources.ts';
import { cancelling, passing, submitting } from './submitting.ts';
import { copying, moving, values } from './values.ts';
import { views } from './views.ts';

/** What every executor does; those of processes have more than one way to lose a worker. */
export const executorSuite: Suite = {
  name: 'executor',
  variants: ['ThreadPoolExecutor'],
  groups: [
    submitting,
    cancelling,
    passing,
    values,
    moving,
    copying,
    errors,
    mapping,
    sources,
    views,
    shutdown,
    shutdownBlocking,
    blocking,
    page,
  ],
};
