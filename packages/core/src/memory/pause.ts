/**
 * Tells the processor that this is a loop that waits, where the engine can.
 *
 * @module
 */

const { pause: native } = Atomics as { readonly pause?: () => void };

export const pause: () => void = native === undefined ? (): void => {} : (): void => native();
