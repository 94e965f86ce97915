/**
 * The one task.
 *
 * @module
 */

import { runAsWorker } from 'synckit';
import { tasks } from '../pool/tasks.ts';

runAsWorker(tasks.echo);
