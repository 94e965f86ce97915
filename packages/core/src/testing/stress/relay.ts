import type { Thread } from '../../threading/index.ts';
import { PATIENCE, reaches, sleep, STARTED, type Board } from '../board.ts';
import { ok } from '../check.ts';

export interface Relay {
  /** Starts the thread of a place; a mortal one's error is its death. */
  readonly start: (place: number) => { readonly thread: Thread; readonly mortal: boolean };
  readonly places: number;
  readonly ms: number;
  /** Where each thread says that it is up: the time begins when all are. */
  readonly board: Board;
  /** Tells the threads to end; may be called more than once. */
  readonly stop: () => void;
}

/** Keeps a thread running at each place until the time is over; gives how many died on purpose. */
export async function relay({ start, places, ms, board, stop }: Relay): Promise<number> {
  let [deaths, over] = [0, false];
  const running = Array.from({ length: places }, async (_, place) => {
    while (!over) {
      const { thread, mortal } = start(place);
      ok(await thread.join({ timeout: ms + PATIENCE }), `${thread.name} does not end`);
      if (mortal) deaths++;
      else if (thread.error !== undefined) throw thread.error;
    }
  });
  const all = Promise.all(running);
  await Promise.race([reaches(board, STARTED, places), all]);
  await Promise.race([sleep(ms), all]);
  over = true;
  for (let done = false; !done;) {
    stop();
    done = await Promise.race([all.then(() => true), sleep(5).then(() => false)]);
  }
  return deaths;
}
