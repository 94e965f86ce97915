/**
 * The body of a program, in a module that its threads import too: Python's `if __name__ == '__main__'`.
 *
 * @module
 */

import { agent, currentHost } from '../agent/state.ts';
import { printThreadError } from '../agent/print-error.ts';

/**
 * Runs `body` in the program's first agent, and nowhere else. Given the module's URL, runs it only where that
 * module is also the one that the program was started with. An error is printed and makes the exit code 1, after
 * the threads have ended.
 *
 * @example
 * ```ts
 * main(async () => {
 *   const thread = new threading.Thread(work, { args: [1] }).start();
 *   await thread.join();
 * });
 * ```
 */
export function main(body: () => void | Promise<void>): void;
export function main(url: string, body: () => void | Promise<void>): void;
export function main(
  ...given: [body: () => void | Promise<void>] | [url: string, body: () => void | Promise<void>]
): void {
  const [url, body] = given.length === 1 ? [undefined, given[0]] : given;
  if (typeof body !== 'function')
    throw new TypeError('Cannot run main: it takes a function, or a URL and a function');
  const { role, isChild } = agent();
  if (role !== 'first' || isChild) return;
  const host = currentHost();
  if (url !== undefined && !host.isEntry(url)) return;
  void (async (): Promise<void> => {
    try {
      await body();
    } catch (error) {
      printThreadError(host, 'main', error);
      host.setExitCode(1);
    }
  })();
}
