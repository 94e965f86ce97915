/**
 * The machine, as far as it bears on the figures.
 *
 * @module
 */

import { readFileSync } from 'node:fs';
import {
  arch,
  availableParallelism,
  cpus,
  freemem,
  loadavg,
  platform,
  release,
  totalmem,
  type,
} from 'node:os';
import type { Environment, Load } from '../report/model.ts';

/** Looks at the machine now; the load at the end is put in when there is an end. */
export function lookAround(): Omit<Environment, 'load'> {
  return {
    os: { platform: platform(), release: release(), name: systemName() },
    arch: arch(),
    cpus: { count: availableParallelism(), model: cpus()[0]?.model.trim() ?? 'unknown' },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
  };
}

/** Load averages; null where the system keeps none. */
export function load(): Load | null {
  if (platform() === 'win32') return null;
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return [one, five, fifteen];
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  } catch {
    return type();
  }
}
