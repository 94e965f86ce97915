import type { Harness } from './harness.ts';
import { ruinStorm, runStorm } from './kill-storm/run-storm.ts';
import type { Command } from './programs/run-program.ts';
import { durationOf } from './stress/seconds.ts';

const SECONDS = 5;
const ALL = ['node', 'deno', 'bun'] as const;
/** A storm goes on until it has shown enough. */
const LIMIT = 240_000;

/** Processes of all runtimes share every primitive while they are killed at any moment. */
export function killStormContract(h: Harness, command: Command): void {
  const seconds = durationOf(h, SECONDS).ms / 1000;
  const seed = Math.floor(Math.random() * 2 ** 31);
  h.describe('a storm of kills', () => {
    h.test(
      'PROC-12 breaks no promise of what processes share, and leaves nothing',
      async () => void (await runStorm(command, { seed, seconds, runtimes: ALL })),
      seconds * 1000 + LIMIT,
    );
    for (const who of ['the first', 'all'] as const) {
      h.test(
        `leaves nothing when ${who} of its processes ${who === 'all' ? 'are' : 'is'} killed`,
        async () => {
          for (const afterMs of [seed % 400, 800 + (seed % 700)]) {
            await ruinStorm(command, { seed, seconds: 600, runtimes: ALL }, { who, afterMs });
          }
        },
        LIMIT,
      );
    }
  });
}
