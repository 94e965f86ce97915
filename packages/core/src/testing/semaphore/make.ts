import type { Semaphore } from '../../threading/index.ts';
import type { Context } from '../context.ts';

/** A semaphore of the variant on test. */
export function make(t: Context, value?: number, name?: string): Semaphore {
  const options = name === undefined ? undefined : { name };
  const kind = t.place.variant === 'BoundedSemaphore' ? t.of.BoundedSemaphore : t.of.Semaphore;
  return new kind(value, options);
}
