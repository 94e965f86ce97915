import { accessSync, constants, statSync } from 'node:fs';
import process from 'node:process';
import { run } from './command.mjs';

/**
 * A browser at this path, if it is one: some systems ship a command that only prints how to install it, so each has to
 * run and to say a version that looks right.
 */
export async function tryOut(path, from, says) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return undefined;
  }
  if (process.platform === 'win32') return { path, version: 'unknown', from };
  const { ok, output } = await run(path, ['--version'], { limit: 20_000 });
  const version = output.match(says)?.[0].trim();
  return ok && version ? { path, version, from } : undefined;
}

/** When a file was last changed, by which a note about it is known to be out of date. */
export function changed(path) {
  if (!path) return undefined;
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}
