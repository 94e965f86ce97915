import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { nativeSystem, type SystemModules } from '../../src/host/native-system.ts';
import type { ChildEvents } from '../../src/host/system-host.ts';

interface Stillborn {
  /** Where the runtime has begun to start it. */
  readonly pid?: number;
  /** Node has none where there were no descriptors, Deno has empty ones where one was no good. */
  readonly stdio: readonly unknown[] | undefined;
}

/** Starts a child that the runtime could not make; gives what was done to it. */
async function start(child: Stillborn): Promise<string[]> {
  const done: string[] = [];
  const process = {
    pid: 1,
    argv: [],
    env: {},
    kill: (...args: unknown[]) => done.push(`kill ${args.join()}`),
  };
  const error = Object.assign(new Error('spawn EMFILE'), { code: 'EMFILE', errno: -24 });
  const spawn = (): object => {
    const made = Object.assign(new EventEmitter(), child);
    queueMicrotask(() => made.emit('error', error));
    return made;
  };
  const system = nativeSystem({ process, spawn, signals: {} } as unknown as SystemModules, {} as never);
  const events: ChildEvents = {
    failed: (reason) => done.push(`${reason.name} ${(reason as { code?: string }).code}: ${reason.message}`),
    exited: () => done.push('exited'),
    received: () => done.push('received'),
    closed: () => done.push('closed'),
  };
  const handle = system.spawn({ file: 'node', args: [] } as never, events);
  handle.send(new Uint8Array(1));
  handle.signal('SIGTERM');
  expect(handle.pid).toBeUndefined();
  await Promise.resolve();
  return done;
}

describe('a child that the runtime could not make', () => {
  const reason = 'OSError EMFILE: Cannot start node: spawn EMFILE';

  test.each<[string, Stillborn]>([
    ['no streams', { stdio: undefined }],
    ['no line', { stdio: [null, null, null] }],
  ])('has %s, and failed', async (_, child) => {
    expect(await start(child)).toEqual([reason]);
  });

  test('but that it had begun to start is killed, because nothing could be said to it', async () => {
    expect(await start({ pid: 7, stdio: [null, null, null] })).toEqual(['kill 7,SIGKILL', reason]);
  });
});
