import process from 'node:process';
import { run } from './command.mjs';

/** Whether there is a chance: containers in which CI runs are Debian's or Ubuntu's, and run as root. */
export function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Installs a package of the system's; never throws for its failure. */
export async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env, limit: 180_000 });
  if (!update.ok) return update;
  return run('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], { env });
}
