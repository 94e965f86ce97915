import { PATIENCE, sleep } from '../board.ts';
import { ok } from '../check.ts';
import type { Harness } from '../harness.ts';

/** How long a stress test hammers, and what a runner must allow it for that. */
export interface Duration {
  readonly ms: number;
  readonly limit: number;
}

export function durationOf({ stressSeconds }: Harness, seconds: number): Duration {
  const ms = (stressSeconds ?? seconds) * 1000;
  return { ms, limit: ms + 60_000 };
}

/** Lets threads hammer for so long, and on until enough was seen; says what was not. */
export async function hammerOn(
  ms: number,
  unseen: () => string | undefined,
  show: (what: string) => string,
): Promise<void> {
  const started = performance.now();
  for (;;) {
    const passed = performance.now() - started;
    const missing = unseen();
    if (passed >= ms && missing === undefined) return;
    ok(passed < ms + PATIENCE, show(`it was never seen that ${missing ?? ''}`));
    await sleep(20);
  }
}
