/**
 * Any thrown value as plain data.
 *
 * @module
 */

import type { ErrorData } from './events.ts';

/** Name, message and stack of whatever was thrown; the stack goes on with its causes. */
export function errorData(thrown: unknown): ErrorData {
  if (!isErrorLike(thrown)) return { name: 'ThrownValue', message: String(thrown), stack: '' };
  const name = String(thrown.name ?? 'Error');
  const message = String(thrown.message);
  return { name, message, stack: stackOf(thrown, 0) };
}

interface ErrorLike {
  readonly name?: unknown;
  readonly message: unknown;
  readonly stack?: unknown;
  readonly remoteStack?: unknown;
  readonly cause?: unknown;
}

// By shape, because an error of another realm or agent is no instance of this one's Error.
function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'message' in value;
}

function stackOf(error: ErrorLike, depth: number): string {
  const parts = [
    typeof error.stack === 'string' ? error.stack : `${String(error.name)}: ${String(error.message)}`,
  ];
  if (typeof error.remoteStack === 'string') parts.push(`In the other agent: ${error.remoteStack}`);
  // A cause may lead back to its own effect.
  if (isErrorLike(error.cause) && depth < 5) parts.push(`Caused by: ${stackOf(error.cause, depth + 1)}`);
  return parts.join('\n');
}
