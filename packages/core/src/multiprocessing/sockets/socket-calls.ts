import { currentHost } from '../../agent/state.ts';
import { UnsupportedError } from '../../errors.ts';
import type { SocketCalls } from '../../posix/socket-calls.ts';

/**
 * The system's sockets.
 *
 * @throws {UnsupportedError} where there are none, or no foreign functions
 */
export function socketCalls(): SocketCalls {
  const { processes } = currentHost();
  if (processes !== undefined) return processes.socketCalls();
  throw new UnsupportedError(
    'Cannot use sockets in a browser: a page listens to nobody, and speaks to its own origin; use fetch or WebSocket',
  );
}
