import { Recorder, type Call } from '../../explore/history/index.ts';
import { seededRandom } from '../../scenario/random.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { mark, PATIENCE, put, read, type Board } from '../board.ts';
import { drain, playPassing, type Passing } from './play-passing.ts';
import { countTaking, playTaking, type Taking } from './play-taking.ts';
import { LetsInGuests, ShowsItsItems, type Twin } from './twins.ts';
import { CAME, CLOCK, DID, ENDED, meet, OVERLAPPING } from './window.ts';

/** What threads do together, as plain data. */
export interface Meeting {
  readonly seed: number;
  readonly windows: number;
  /** How many overlapping operations there must be before they end. */
  readonly overlapping: number;
  /** Of a lock or a semaphore: how many can be had. */
  readonly permits?: number;
  /** Whether it is also given what nobody took. */
  readonly over?: boolean;
  readonly twin?: Twin | undefined;
}

/** The calls of one thread, window by window. */
export type Part = readonly (readonly Call[])[];

/** What a thread is told: with which of its primitives it takes part in what. */
export interface Turn {
  readonly primitive: number;
  readonly meeting: Meeting;
}

/** Does one thread's part in all windows of a meeting. */
async function part(primitive: unknown, board: Board, thread: number, meeting: Meeting): Promise<Part> {
  const { seed, permits, over = false, twin } = meeting;
  let taking = primitive as Taking;
  if (twin === 'lets in guests') taking = new LetsInGuests(taking);
  let passing = primitive as Passing;
  if (twin === 'shows its items') passing = new ShowsItsItems(passing, board);
  const windows: (readonly Call[])[] = [];
  const began = performance.now();
  for (let window = 0; ; window += 1) {
    const recorder = new Recorder(`thread ${thread}`, () => mark(board, CLOCK));
    const next = seededRandom((seed * 31 + window) * 31 + thread);
    const player = { window, thread, next, recorder };
    meet(board, CAME, window + 1);
    if (read(board, ENDED) > 0) return windows;
    if (permits === undefined) await playPassing(passing, player);
    else await playTaking(taking, player, permits, over);
    const overlapping = recorder.calls.filter(({ called, returned }) => returned - called > 1);
    mark(board, OVERLAPPING, overlapping.length);
    meet(board, DID, window + 1);
    if (thread === 0) {
      // What is left must be what the window's operations left, and the next window begins with nothing.
      if (permits === undefined) drain(passing, recorder);
      else countTaking(taking, recorder, permits);
      const enough = window + 1 >= meeting.windows && read(board, OVERLAPPING) >= meeting.overlapping;
      if (enough || performance.now() - began > PATIENCE) put(board, ENDED, 1);
    }
    windows.push(recorder.calls);
  }
}

const bodies = {
  /** Takes part in one meeting after another, as it is told, for as long as the program lives. */
  async takeParts(
    primitives: readonly unknown[],
    board: Board,
    thread: number,
    port: MessagePort,
  ): Promise<void> {
    await new Promise((_, reject) => {
      port.onmessage = async ({ data }) => {
        const { primitive, meeting } = data as Turn;
        try {
          port.postMessage(await part(primitives[primitive], board, thread, meeting));
        } catch (error) {
          reject(error as Error);
        }
      };
    });
  },
};

export const takeParts: (typeof bodies)['takeParts'] & TaskRef = defineTasks(
  import.meta.url,
  bodies,
).takeParts;
