/**
 * `interleave doctor`.
 *
 * @module
 */

import { styleText } from 'node:util';
import { greet } from '../engines/greet.ts';
import { lookAround } from '../results/environment.ts';
import { findTargets, type Found } from '../plan/presence.ts';
import { bytes } from '../report/format.ts';
import { InputError } from '../input-error.ts';
import { DEFAULT_ROUNDS } from '../plan/rounds.ts';
import { DEFAULT_TARGETS, parseTargets } from '../targets/registry.ts';
import { integer } from './integer.ts';
import { measureNoise, type NoiseOptions, refuseUnmeasured } from './noise.ts';
import { seedOf } from './options.ts';
import { createProgress } from './progress.ts';
import { VERSION } from './version.ts';

/** Also what no run takes by itself, because hardly any machine has it: whoever wants it reads here how to get it. */
const EVERYTHING: readonly string[] = [...DEFAULT_TARGETS, 'webkit'];

/** As commander hands them over. */
export interface RawDoctorOptions {
  readonly on?: readonly string[];
  readonly noise?: boolean;
  readonly rounds?: string;
  readonly seed?: string;
}

/** Prints which targets are there and what they can do; gives 1 where one that was asked for is of no use. */
export async function doctor(raw: RawDoctorOptions, signal: AbortSignal): Promise<number> {
  const { on = [] } = raw;
  const noise = noiseOptions(raw);
  const targets = parseTargets(on.length > 0 ? on : EVERYTHING, { isolated: true });
  if (noise !== undefined) refuseUnmeasured(targets);
  const progress = createProgress(process.stderr);
  const parts: string[] = [machine()];
  let useless = 0;
  try {
    progress.phase('Looking for the targets');
    const all = await findTargets(targets, false);
    for (const found of all) {
      signal.throwIfAborted();
      if (found.presence.there) progress.phase(`Asking ${found.target.title} what it can do`);
      const { text, ok } = await examine(found, signal);
      parts.push(text);
      if (!ok) useless += 1;
    }
    progress.close();
    if (noise !== undefined) parts.push(await measureNoise(all, noise, signal));
  } finally {
    progress.close();
    await Promise.all(targets.map((target) => target.close()));
  }
  process.stdout.write(`${parts.join('\n\n')}\n`);
  return on.length > 0 && useless > 0 ? 1 : 0;
}

function noiseOptions({ noise, rounds, seed }: RawDoctorOptions): NoiseOptions | undefined {
  if (noise !== true && (rounds ?? seed) !== undefined)
    throw new InputError('--rounds and --seed of doctor are those of --noise: add it');
  if (noise !== true) return undefined;
  return {
    rounds: rounds === undefined ? DEFAULT_ROUNDS : integer('--rounds', rounds, 6, 1000),
    seed: seed === undefined ? Math.floor(Math.random() * 2 ** 32) : seedOf(seed),
  };
}

function machine(): string {
  const { os, arch, cpus, memory } = lookAround();
  const where = `${os.name} (${os.platform} ${os.release}, ${arch})`;
  return `interleave ${VERSION}\n${where}, ${cpus.count} CPUs (${cpus.model}), ${bytes(memory.totalBytes)} memory`;
}

async function examine(
  { target, presence }: Found,
  signal: AbortSignal,
): Promise<{ text: string; ok: boolean }> {
  const paint = (style: 'bold' | 'green' | 'red' | 'dim', text: string): string =>
    styleText(style, text, { stream: process.stdout });
  if (!presence.there) {
    const lines = [
      `${paint('bold', target.title)}  ${paint('red', 'missing')}: ${presence.reason}`,
      `  ${presence.remedy}`,
    ];
    return { text: lines.join('\n'), ok: false };
  }
  const head = `${paint('bold', target.title)} ${presence.version}  ${presence.path}`;
  const { record, trouble } = await greet(target, signal);
  if (trouble !== '') {
    const said = record.lines.slice(-8).map((line) => `  | ${line}`);
    return { text: [head, `  ${paint('red', 'does not work')}: ${trouble}`, ...said].join('\n'), ok: false };
  }
  const capabilities = (record.hello?.capabilities ?? []).map(({ name, available, reason }) => {
    const word = available ? paint('green', 'yes') : paint('red', 'no ');
    return `  ${word}  ${name}${reason === '' ? '' : paint('dim', `  ${reason}`)}`;
  });
  return { text: [head, ...capabilities].join('\n'), ok: true };
}
