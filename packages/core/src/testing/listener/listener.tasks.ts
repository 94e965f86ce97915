import { Client, Listener, type Address, type Connection, type Event } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';
import { builtin } from '../builtins.ts';
import { equal } from '../check.ts';

const bodies = {
  /** Echoes what comes, until the other end goes, without ever turning the event loop. */
  echoesSync(address: Address, key: string | undefined, listens: Event): void {
    using listener = new Listener(address, key);
    listens.set();
    using connection = listener.acceptSync({ timeout: 30_000 });
    for (;;) {
      const value = connection.recvSync({ timeout: 30_000 });
      if (value === 'end') return;
      connection.sendSync({ echo: value });
    }
  },

  /** Receives so many, then sends back which they were. */
  async tells(address: Address, count: number): Promise<void> {
    using connection = await Client(address);
    const seen: unknown[] = [];
    while (seen.length < count) seen.push(((await connection.recv()) as readonly unknown[])[0]);
    await connection.send(seen);
  },

  /** In another process, which has nothing else to do with this one. */
  async calls(address: Address, key: string, name: string): Promise<void> {
    using connection = await Client(address, key, { timeout: 30_000 });
    await connection.send({ name, bytes: new Uint8Array(3).fill(7) });
    equal(await connection.recv(), `hello ${name}`);
  },

  async callsAndGoes(address: Address): Promise<void> {
    const connection: Connection = await Client(address);
    connection.sendSync('said before anybody listened');
    connection.close();
  },

  /** A signal comes while it blocks in accept. */
  async acceptsAmidSignals(address: Address, listens: Event): Promise<void> {
    builtin('node:process').on('SIGTERM', () => {});
    // Deno asks the system for it when its event loop turns.
    await sleep(20);
    using listener = new Listener(address);
    listens.set();
    using connection = listener.acceptSync({ timeout: 30_000 });
    connection.sendSync({ heard: connection.recvSync({ timeout: 30_000 }) });
  },

  /** Its messages come one after the other, with pauses, over several connections. */
  async trickles(address: Address, key: string, who: number, count: number): Promise<void> {
    using connection = await Client(address, key, { timeout: 30_000 });
    for (let message = 0; message < count; message += 1) {
      await sleep(message % 3);
      await connection.send([who, message]);
    }
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const listenerTasks: typeof tasks = tasks;
