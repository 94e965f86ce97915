/**
 * Where a runtime's program is.
 *
 * @module
 */

import { execFile } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The first of these that can be run: the version pinned in the nearest `node_modules` (of the working folder, then
 * of this package), then what the PATH has.
 */
export async function findExecutable(name: string): Promise<string | undefined> {
  const pinned = [process.cwd(), fileURLToPath(new URL('.', import.meta.url))]
    .flatMap(upwards)
    .map((folder) => join(folder, 'node_modules', '.bin', name));
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  for (const candidate of [...pinned, ...onPath]) if (await canRun(candidate)) return realpath(candidate);
  return undefined;
}

/** Whether a file is there and may be executed. */
export async function canRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What a program says about its version, or why it says nothing. */
export async function askVersion(
  file: string,
  args: readonly string[] = ['--version'],
): Promise<string | Error> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { timeout: 20_000, killSignal: 'SIGKILL', encoding: 'utf8' },
      (error, stdout, stderr) => {
        const version = /\d+(?:\.\d+)+\S*/.exec(stdout || stderr)?.[0];
        if (version !== undefined && error === null) resolve(version);
        else resolve(error ?? new Error(`it printed no version: ${stdout.trim()}`));
      },
    );
  });
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
