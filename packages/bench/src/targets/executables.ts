/**
 * Where a runtime's program is.
 *
 * @module
 */

import { execFile } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun as canRunWith, findExecutable as findWith, type FileModules } from '@interleave/core/host';

const files: FileModules = { delimiter, dirname, join, realpathSync, statSync };

/**
 * The first of these that can be run: the version pinned in the nearest `node_modules` (of the working folder, then
 * of this package), then what the PATH has. As processes of other runtimes are found.
 */
export async function findExecutable(name: string): Promise<string | undefined> {
  const folders = [process.cwd(), fileURLToPath(new URL('.', import.meta.url))];
  return findWith(files, name, folders, process.env['PATH'] ?? '');
}

/** Whether a file is there and may be executed. */
export async function canRun(file: string): Promise<boolean> {
  return canRunWith(files, file);
}

/** What a program says about its version, or why it says nothing. */
export async function askVersion(
  file: string,
  args: readonly string[] = ['--version'],
): Promise<string | Error> {
  const said = await ask(file, args);
  if (typeof said !== 'string') return said;
  return /\d+(?:\.\d+)+\S*/.exec(said)?.[0] ?? new Error(`it printed no version: ${said.trim()}`);
}

/** What a program prints, or why it prints nothing. */
export async function ask(file: string, args: readonly string[]): Promise<string | Error> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { timeout: 20_000, killSignal: 'SIGKILL', encoding: 'utf8' },
      (error, stdout, stderr) => resolve(error ?? (stdout || stderr)),
    );
  });
}
