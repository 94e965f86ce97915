import type { Connection, Event } from '../../multiprocessing/index.ts';
import { EOFError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { equal, ok } from '../check.ts';
import { recv, send, sendBytes, type Form } from './attempt.ts';
import { pattern } from './bytes.ts';

const bodies = {
  /** Sends everything back until it gets null. */
  async echo(end: Connection, form: Form): Promise<void> {
    for (;;) {
      const value = await recv(end, form);
      if (value === null) return;
      await send(end, value, form);
    }
  },

  /** Sends the number of each message back until it gets null, and then closes. */
  async converse(end: Connection, form: Form): Promise<void> {
    for (;;) {
      const value = (await recv(end, form)) as { readonly number: number } | null;
      if (value === null) return end.close();
      await send(end, value.number, form);
    }
  },

  /** Sends a number of messages, ends without closing. */
  async sends(end: Connection, count: number, form: Form): Promise<void> {
    for (let number = 0; number < count; number += 1) await send(end, number, form);
  },

  /** The same with pauses of random length. */
  async sendsSlowly(end: Connection, count: number, name: string): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      await sleep(Math.random() * 10);
      end.sendSync([name, number]);
    }
    end.close();
  },

  /** Receives so many, then sends back which they were. */
  tells(end: Connection, count: number): void {
    const seen: unknown[] = [];
    while (seen.length < count) seen.push((end.recvSync() as readonly unknown[])[0]);
    end.sendSync(seen);
  },

  /** Says that it is there, then waits for a message, or for room. */
  async waits(end: Connection, doing: 'recv' | 'send', form: Form): Promise<void> {
    end.sendSync('here');
    if (doing === 'recv') await recv(end, form);
    else for (;;) await sendBytes(end, new Uint8Array(2 ** 16), form);
  },

  /** Has the end until it is told, and the end of what it gets. */
  async holds(end: Connection, ready: Event, go: Event): Promise<void> {
    ready.set();
    await go.wait();
    end.close();
  },

  /** Uses what it gets: a connection, by the direction that it has. */
  async uses(carried: Connection): Promise<void> {
    const [reader, writer, both] = carried.recvSync<[Connection, Connection, Connection]>();
    equal([reader.readable, reader.writable, writer.readable, writer.writable], [true, false, false, true]);
    writer.sendSync(`${reader.recvSync()} and back`);
    await both.send(await both.recv());
    try {
      reader.recvSync();
      ok(false, 'no end');
    } catch (error) {
      ok(error instanceof EOFError, String(error));
    }
  },

  /** Sends a message that no pipe holds, then answers until the end. */
  async besetBySignals(end: Connection, length: number, form: Form): Promise<void> {
    const { process } = globalThis as unknown as {
      readonly process: { on(signal: string, listener: () => void): void; readonly pid: number };
    };
    let heard = 0;
    process.on('SIGUSR2', () => (heard += 1));
    await send(end, process.pid, form);
    // Twice, so that the second waits until the first is received.
    for (let seed = 0; seed < 2; seed += 1) await sendBytes(end, pattern(length, seed), form);
    for (;;) {
      const value = await recv(end, form);
      if (value === null) break;
      await send(end, value, form);
    }
    // The event loop has heard them at last.
    for (let turn = 0; heard === 0 && turn < 200; turn += 1) await sleep(5);
    await send(end, heard > 0, form);
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const connectionTasks: typeof tasks = tasks;
