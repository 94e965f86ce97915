/**
 * How an error that nobody caught is printed: as Python does, with the thread's name first.
 *
 * @module
 */

import type { Host } from '../host/host.ts';
import { textOf } from '../wire/error-fields.ts';

export function printThreadError(host: Host, thread: string, error: unknown): void {
  host.writeError(`Exception in thread ${thread}:\n${traceOf(error)}\n`);
}

/** The stack where the error was thrown, with its name and message, and the same of its causes. */
export function traceOf(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  let at = error;
  while (isError(at) && !seen.has(at)) {
    seen.add(at);
    parts.push(traceOfOne(at));
    at = read(at, 'cause');
  }
  if (at !== undefined && !seen.has(at)) parts.push(textOf(at));
  return parts.join('\nCaused by: ');
}

function traceOfOne(error: Error): string {
  const message = textOf(read(error, 'message'));
  const stack = textOf(read(error, 'remoteStack') ?? read(error, 'stack') ?? '');
  // JavaScriptCore's stacks are frames alone.
  return stack !== '' && stack.includes(message)
    ? stack
    : `${textOf(read(error, 'name'))}: ${message}\n${stack}`.trimEnd();
}

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

/** A field of anybody's error, whose getter may throw. */
function read(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch (failure) {
    return textOf(failure);
  }
}
