/**
 * While schedules run, timers and microtasks are the current agent's.
 *
 * @module
 */

import type { World } from './world.ts';

interface Globals {
  setTimeout(callback: () => void, ms?: number): unknown;
  clearTimeout(timer: unknown): void;
  queueMicrotask(callback: () => void): void;
}

/** Puts the agents' timers in place of the runtime's; gives what puts those back. */
export function virtualTime(world: World): () => void {
  const globals = globalThis as unknown as Globals;
  const { setTimeout, clearTimeout, queueMicrotask } = globals;
  globals.setTimeout = (callback, ms = 0): unknown => {
    const { running } = world;
    return running === undefined ? setTimeout(callback, ms) : running.setTimer(callback, ms);
  };
  globals.clearTimeout = (timer): void => {
    if (typeof timer === 'number') world.running?.clearTimer(timer);
    else clearTimeout(timer);
  };
  globals.queueMicrotask = (callback): void => {
    const { running } = world;
    queueMicrotask(running === undefined ? callback : (): void => running.turn(callback));
  };
  return () => Object.assign(globals, { setTimeout, clearTimeout, queueMicrotask });
}
