/**
 * The inside of a worker that the library did not start.
 *
 * @module
 */

import { unpack } from '../../task/index.ts';

export interface Job {
  readonly name: string;
  readonly packed: object;
}

export type Answer = { readonly done: unknown } | { readonly failed: string; readonly code: unknown };

/**
 * Serves in the worker: what it returns takes each message that came. The first says whether to install a host.
 * It says when it is ready, because nothing may be sent to it before.
 */
export function serveForeign(
  post: (message: unknown) => void,
  install: () => Promise<unknown>,
): (message: unknown) => Promise<void> {
  post('ready');
  return async (message) => {
    if (message === 'with a host') await install();
    if (typeof message === 'string') return post('ready');
    const { name, packed } = message as Job;
    try {
      const value = unpack(packed);
      // Not before a host is there: what it imports may make primitives.
      const { foreignBodies } = await import('./foreign-bodies.ts');
      const body = foreignBodies[name as keyof typeof foreignBodies] as (value: unknown) => unknown;
      post({ done: await body(value) } satisfies Answer);
    } catch (error) {
      post({ failed: String(error), code: (error as { readonly code?: unknown }).code } satisfies Answer);
    }
  };
}
