/**
 * `interleave stress --kill`: processes that share every primitive while they are killed at any moment.
 *
 * @module
 */

import { seededRandom, suggestion } from '@interleave/core/scenario';
import {
  ruinStorm,
  runStorm,
  type StormOptions,
  type StormReport,
} from '@interleave/core/testing/kill-storm';
import { InputError } from '../input-error.ts';
import { duration, plural } from '../report/format.ts';
import { findExecutable } from '../targets/executables.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from '../targets/native-flags.ts';
import { integer } from './integer.ts';

/** As commander hands them over. */
export interface RawStressOptions {
  readonly seconds?: string;
  readonly seed?: string;
  readonly on?: readonly string[];
}

const RUNTIMES = ['node', 'deno', 'bun'] as const;
type Runtime = (typeof RUNTIMES)[number];
type Command = readonly [file: string, ...flags: string[]];

/** Lets it rain, ruins it, and says what came of it; gives 1 where something does not hold or is left. */
export async function stress(raw: RawStressOptions): Promise<number> {
  const seconds = raw.seconds === undefined ? 30 : integer('--seconds', raw.seconds, 1, 86_400);
  const seed =
    raw.seed === undefined
      ? Math.floor(Math.random() * 2 ** 31)
      : integer('--seed', raw.seed, 0, 2 ** 31 - 1);
  const runtimes = runtimesOf(raw.on);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(`Seed ${seed}: interleave stress --kill --seconds ${seconds} --seed ${seed} --on ${runtimes.join()}`);
  let code = 0;
  for (const runtime of runtimes) {
    const command = await commandOf(runtime);
    const options: StormOptions = {
      seed,
      seconds: seconds / runtimes.length,
      runtimes,
      env: NATIVE_ENV[runtime],
    };
    try {
      say(`${runtime} first: ${sentence(await runStorm(command, options))}`);
      const next = seededRandom(seed);
      for (const who of ['the first', 'all'] as const) {
        const afterMs = Math.floor(next() * 2000);
        await ruinStorm(command, { ...options, seconds: 600 }, { who, afterMs });
        say(`${runtime} first: nothing is left when ${who === 'all' ? 'all processes are' : 'it is'} killed`);
      }
    } catch (error) {
      code = 1;
      say(`${runtime} first: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return code;
}

function sentence(report: StormReport): string {
  const { processes, killed, takenOver, lulls, longest, agents, seconds } = report;
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((all, one) => all + one, 0);
  return (
    `everything holds and nothing is left after ${duration(seconds * 1000)}: ${plural(processes, 'process', 'processes')}, ` +
    `${sum(killed)} killed (${Object.entries(killed)
      .map(([doing, times]) => `${times} ${doing}`)
      .join(', ')}), ` +
    `${plural(sum(takenOver), 'lock')} taken over, ${plural(lulls, 'lull')}, at most ${agents} agents at once, ` +
    `longest wait ${duration(longest)}`
  );
}

async function commandOf(runtime: Runtime): Promise<Command> {
  const file = await findExecutable(runtime);
  if (file === undefined)
    throw new InputError(`${runtime} is not installed: interleave doctor tells how to get it`);
  return [file, ...NATIVE_FLAGS[runtime]];
}

/** @throws {InputError} for what is no runtime with processes */
function runtimesOf(words: readonly string[] | undefined): readonly Runtime[] {
  if (words === undefined) return RUNTIMES;
  const names = words.flatMap((word) => word.split(',')).map((word) => word.trim());
  for (const name of names) {
    if (!(RUNTIMES as readonly string[]).includes(name))
      throw new InputError(
        `--on takes node, deno and bun here, not '${name}': ${suggestion(name, RUNTIMES)}`,
      );
  }
  return [...new Set(names)] as Runtime[];
}
