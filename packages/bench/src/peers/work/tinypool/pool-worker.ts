/**
 * The tasks, as tinypool finds them: by the names of exports.
 *
 * @module
 */

import { Tinypool } from 'tinypool';
import { type Tasks, tasks, touch } from '../pool/tasks.ts';

export const echo: Tasks['echo'] = tasks.echo;
export const sum: Tasks['sum'] = tasks.sum;
export const product: Tasks['product'] = tasks.product;
export const hold: Tasks['hold'] = tasks.hold;

export function move(buffer: ArrayBuffer): unknown {
  return Tinypool.move(touch(buffer));
}
