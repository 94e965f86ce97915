/**
 * A doorbell by Deno.listen. Not by node:net, whose server closes the descriptor of each connection twice (Deno 2.9.5): the
 * second close hits whatever another thread has opened in between, as the line to a child or the news of its end.
 *
 * @module
 */

import type { Bell } from '@interleave/core/host';

export function listenBell(name: string, bell: Bell): void {
  const listener = listen(`\0${name}`);
  if (listener === undefined) return queueMicrotask(() => bell.failed());
  listener.unref();
  answer(listener, bell).catch(() => bell.failed());
  queueMicrotask(() => bell.listening());
}

/** Undefined where that is not permitted. Asked, not tried: a refusal that can be lifted would ask the user at the terminal. */
function listen(path: string): Deno.UnixListener | undefined {
  if (Deno.permissions.querySync({ name: 'net' }).state !== 'granted') return undefined;
  try {
    return Deno.listen({ transport: 'unix', path });
  } catch {
    return undefined;
  }
}

async function answer(listener: Deno.UnixListener, bell: Bell): Promise<void> {
  for await (const caller of listener) {
    caller.unref();
    bell.rung();
    void hear(caller, bell);
  }
}

async function hear(caller: Deno.UnixConn, bell: Bell): Promise<void> {
  const bytes = new Uint8Array(64);
  try {
    while ((await caller.read(bytes)) !== null) bell.rung();
  } catch {
    // Who rang is dead.
  }
  caller.close();
}
