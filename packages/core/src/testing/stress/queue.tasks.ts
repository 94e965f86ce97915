import { Empty, Full, ShutDown } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { GO, mark, put, read, sleep, type Board } from '../board.ts';
import { ok } from '../check.ts';
import type { AnyQueue } from '../queue/kinds.ts';
import { die, type WayToDie } from '../runtime.ts';
import { seededRandom as random } from '../../scenario/random.ts';

/** The most producers, and the most items of one of them. */
export const PRODUCERS = 48;
export const MOST = 20_000;
/** Words of the board: waits that ended without an item or room, and items got. */
export const MISSED = 4;
export const GOTTEN = 5;
/** From here on: how many items each producer knows to be in. */
export const PUT = 8;
/** From here on: how often each item of each producer was got. */
export const SEEN: number = PUT + PRODUCERS;
export const WORDS: number = SEEN + PRODUCERS * MOST;

export interface Doom {
  readonly way: WayToDie;
  readonly afterMs: number;
}

/** An item tells who put it, as which of its items, and has bytes that follow from that. */
export function itemOf(producer: number, number: number, priority: number): readonly [number, ...unknown[]] {
  return [priority, producer, number, new Uint8Array((number * 37) % 700).fill(number)];
}

export function note(board: Board, item: readonly unknown[], last: Map<number, number> | undefined): void {
  const [, producer, number, bytes] = item as readonly [number, number, number, Uint8Array];
  const whole = bytes.length === (number * 37) % 700 && bytes.every((byte) => byte === (number & 255));
  ok(whole, `item ${number} of producer ${producer} is torn`);
  mark(board, GOTTEN);
  mark(board, SEEN + producer * MOST + number);
  if (last === undefined) return;
  const before = last.get(producer) ?? -1;
  ok(number > before, `item ${number} of producer ${producer} came after its item ${before}`);
  last.set(producer, number);
}

/** Runs `begin` with a signal that is aborted soon, sometimes at once. */
async function aborted<T>(begin: (signal: AbortSignal) => Promise<T>, next: () => number): Promise<T> {
  const controller = new AbortController();
  const waiting = begin(controller.signal);
  if (next() < 0.5) controller.abort('aborted');
  else void sleep(next() * 2).then(() => controller.abort('aborted'));
  return waiting;
}

function putBy(
  queue: AnyQueue,
  item: readonly [number, ...unknown[]],
  blocks: boolean,
  next: () => number,
): void | Promise<void> {
  const form = Math.floor(next() * (blocks ? 6 : 4));
  if (form === 0) return queue.putNowait(item);
  if (form === 1) return queue.put(item);
  if (form === 2) return queue.put(item, { timeout: next() * 3 });
  if (form === 3) return aborted((signal) => queue.put(item, { signal }), next);
  return queue.putSync(item, form === 4 ? {} : { timeout: next() * 3 });
}

function getBy(
  queue: AnyQueue,
  blocks: boolean,
  next: () => number,
): readonly unknown[] | Promise<readonly unknown[]> {
  const form = Math.floor(next() * (blocks ? 6 : 4));
  if (form === 0) return queue.getNowait();
  if (form === 1) return queue.get();
  if (form === 2) return queue.get({ timeout: next() * 3 });
  if (form === 3) return aborted((signal) => queue.get({ signal }), next);
  return queue.getSync(form === 4 ? {} : { timeout: next() * 3 });
}

/** Whether a wait may end so; a shutdown ends the flow. */
function missed(board: Board, error: unknown): void {
  if (!(error instanceof Empty || error instanceof Full || error === 'aborted')) throw error;
  mark(board, MISSED);
}

async function dieSoon({ way, afterMs }: Doom): Promise<void> {
  await sleep(afterMs);
  die(way);
  await sleep(2 ** 30);
}

const bodies = {
  /** Puts its items one after the other, by every form, until GO or death. */
  async produce(
    queue: AnyQueue,
    board: Board,
    producer: number,
    seed: number,
    doom: Doom | undefined,
  ): Promise<void> {
    const next = random(seed);
    const dying = doom === undefined ? undefined : dieSoon(doom);
    for (let number = 0, turn = 0; number < MOST && read(board, GO) === 0; turn += 1) {
      if (turn % 32 === 0) await sleep(0);
      try {
        await putBy(queue, itemOf(producer, number, Math.floor(next() * 50)), doom === undefined, next);
        number += 1;
        put(board, PUT + producer, number);
      } catch (error) {
        missed(board, error);
      }
    }
    await dying;
  },

  /** Gets by every form until shutdown or death: with one flow, or with three that never block. */
  async consume(
    queue: AnyQueue,
    board: Board,
    blocks: boolean,
    ordered: boolean,
    tasks: boolean,
    seed: number,
    doom: Doom | undefined,
  ): Promise<void> {
    const next = random(seed);
    const last = blocks && ordered ? new Map<number, number>() : undefined;
    const flow = async (): Promise<void> => {
      // A queue without a shutdown is done when nobody puts any more.
      for (let turn = 0; tasks || read(board, GO) < 2 || !queue.empty; turn += 1) {
        if (turn % 32 === 0) await sleep(0);
        try {
          const item = await getBy(queue, blocks, next);
          note(board, item, last);
          if (tasks) queue.taskDone();
        } catch (error) {
          if (error instanceof ShutDown) return;
          missed(board, error);
        }
      }
    };
    const flows = Array.from({ length: blocks ? 1 : 3 }, flow);
    if (doom !== undefined) await Promise.race([dieSoon(doom), Promise.all(flows)]);
    else await Promise.all(flows);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const queueStressTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
