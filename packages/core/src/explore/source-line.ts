/**
 * Which line of source did an operation.
 *
 * @module
 */

const OWN = /[/\\](src|dist)[/\\]explore[/\\]|node:internal/;

/** The first frame outside the exploration's own files: `barging-mutex.ts:58`; empty where the stack does not tell. */
export function callerOf(stack: string | undefined): string {
  for (const line of (stack ?? '').split('\n').slice(1)) {
    if (OWN.test(line)) continue;
    const match = /([^/\\() ]+):(\d+):\d+\)?$/.exec(line);
    if (match !== null) return `${match[1]}:${match[2]}`;
  }
  return '';
}
