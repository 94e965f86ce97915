import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Event } from '../../threading/index.ts';
import { DONE, GO, GOT, mark, read, STARTED, until, type Board } from '../board.ts';
import { equal, ok } from '../check.ts';

const bodies = {
  /** Waits by one form or the other. */
  async pass(event: Event, board: Board, blocks: boolean): Promise<void> {
    const waiting = blocks ? undefined : event.wait();
    mark(board, STARTED);
    ok(waiting === undefined ? event.waitSync() : await waiting, 'the wait gave false');
    mark(board, GOT);
    mark(board, DONE);
  },

  /** Sets the event when told to. */
  async setAtGo(event: Event, board: Board): Promise<void> {
    await until(() => read(board, GO) > 0, 'GO');
    mark(board, DONE);
    event.set();
  },

  /** Answers each ping with a pong. */
  async pong(ping: Event, pong: Event, rounds: number, blocks: boolean): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      ok(blocks ? ping.waitSync({ timeout: 20_000 }) : await ping.wait({ timeout: 20_000 }), `no ping ${i}`);
      ping.clear();
      pong.set();
    }
  },

  /** Sets and clears without a pause until GO. */
  flicker(event: Event, board: Board): void {
    mark(board, STARTED);
    while (read(board, GO) === 0) {
      event.set();
      event.clear();
    }
  },

  /** Sees the same event at every place of a nested value. */
  nested(value: {
    readonly list: readonly Event[];
    readonly map: ReadonlyMap<string, { event: Event }>;
  }): void {
    const [first] = value.list;
    const second = value.map.get('x')?.event;
    equal([first?.isSet, second?.isSet], [false, false]);
    first?.set();
    equal(second?.isSet, true);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const eventTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
