/**
 * Which runtimes an outcome's `on` means, where it does not mean one.
 *
 * @module
 */

/** Those that are browsers. */
export const PAGES: readonly string[] = ['chromium', 'firefox', 'webkit'];

/** Those that run the scenario's own code; the other one runs its twin in Python. */
export const JAVASCRIPT: readonly string[] = ['node', 'deno', 'bun', ...PAGES];
