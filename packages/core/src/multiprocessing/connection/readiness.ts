/**
 * What `wait` waits for: something that says whether it is ready, and when.
 *
 * @module
 */

/** Until when to wait: a time of the host, or Infinity; one that is past allows one try. */
export interface Wait {
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Readiness {
  /** Whether there is something to receive now: a message, a client, or the end. Never waits. */
  readonly ready: boolean;
  /** Waits for that; false when the deadline passed first. Aborted: rejects with the signal's reason. */
  whenReady(wait: Wait): Promise<boolean>;
}

/** Marks what can be waited for, for whichever copy of this library meets it. */
const READINESS: unique symbol = Symbol.for('interleave/readiness') as never;

/** Lets instances of a class be waited for. `readinessOf` throws where one can never be ready. */
export function awaitable<T extends object>(
  constructor: { readonly prototype: T },
  readinessOf: (it: T) => Readiness,
): void {
  Object.defineProperty(constructor.prototype, READINESS, {
    value(this: T): Readiness {
      return readinessOf(this);
    },
  });
}

/** Undefined for what is nothing of the kind. */
export function readinessOf(value: object): Readiness | undefined {
  return (value as { [READINESS]?: () => Readiness })[READINESS]?.();
}
