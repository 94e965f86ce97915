/**
 * The tasks, as jest-worker finds them: by the names of exports.
 *
 * @module
 */

import { type Tasks, tasks } from '../pool/tasks.ts';

export const echo: Tasks['echo'] = tasks.echo;
export const sum: Tasks['sum'] = tasks.sum;
export const product: Tasks['product'] = tasks.product;
export const hold: Tasks['hold'] = tasks.hold;
