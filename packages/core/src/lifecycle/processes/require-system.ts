import type { Program } from '../../agent/program.ts';
import { UnsupportedError } from '../../errors.ts';
import type { SystemHost } from '../../host/system-host.ts';

/** This runtime's processes, where it has any. */
export function requireSystem({ host }: Program, what: string): SystemHost {
  if (host.system !== undefined) return host.system;
  throw new UnsupportedError(
    `Cannot ${what}: ${host.runtime === 'browser' ? 'a page' : host.runtime} has no processes; threads work: use threading`,
  );
}
