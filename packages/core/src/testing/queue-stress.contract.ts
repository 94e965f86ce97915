import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from '../queue/index.ts';
import { setExcepthook, Thread } from '../threading/index.ts';
import { board, GO, mark, PATIENCE, read, sleep, until, type Board } from './board.ts';
import { equal, ok } from './check.ts';
import type { Harness } from './harness.ts';
import type { AnyQueue, Item } from './queue/kinds.ts';
import { waysToDie } from './runtime.ts';
import { seededRandom as random } from '../scenario/random.ts';
import {
  GOTTEN,
  itemOf,
  MISSED,
  MOST,
  note,
  PRODUCERS,
  PUT,
  queueStressTasks,
  SEEN,
  WORDS,
  type Doom,
} from './stress/queue.tasks.ts';

const SECONDS = 0.5;
/** What must have happened at least. */
const ITEMS = 200;
const DEATHS = 3;

const kinds: Readonly<Record<string, () => AnyQueue>> = {
  Queue: () => new Queue({ maxsize: 8 }),
  'Queue by bytes': () => new Queue({ maxBytes: 3000 }),
  LifoQueue: () => new LifoQueue({ maxsize: 8 }),
  PriorityQueue: () => new PriorityQueue({ maxsize: 8 }) as unknown as AnyQueue,
  SimpleQueue: () => new SimpleQueue() as unknown as AnyQueue,
};

/** What went in must have come out, once; of those that died, what was in their hands may be lost. */
function settle(b: Board, deadConsumers: number, shown: string): number {
  let lost = 0;
  for (let producer = 0; producer < PRODUCERS; producer += 1) {
    const known = read(b, PUT + producer);
    for (let number = 0; number < MOST; number += 1) {
      const times = read(b, SEEN + producer * MOST + number);
      ok(times <= 1, `item ${number} of producer ${producer} came ${times} times; ${shown}`);
      if (number < known) lost += 1 - times;
      // One more may be in, of a producer that died before it knew.
      else ok(times === 0 || number === known, `item ${number} of ${known} came from nowhere; ${shown}`);
    }
  }
  // A consumer has three flows, each of which may have an item in its hands.
  ok(lost <= deadConsumers * 3, `${lost} items are lost with ${deadConsumers} dead consumers; ${shown}`);
  return lost;
}

/** Nobody tells the consumers of a queue without a shutdown to end: they look, when they get something. */
async function feedUntil(queue: SimpleQueue<Item>, b: Board, ended: Promise<unknown>): Promise<void> {
  let done = false;
  void ended.finally(() => (done = true)).catch(() => {});
  const feeder = PRODUCERS - 1;
  for (let number = 0; !done && number < MOST; number += 1) {
    queue.putNowait(itemOf(feeder, number, 0));
    mark(b, PUT + feeder);
    await sleep(2);
  }
  await ended;
  while (!queue.empty) note(b, queue.getNowait(), undefined);
}

async function hammer(h: Harness, kind: string, seed: number, deaths: boolean): Promise<void> {
  setExcepthook(() => {});
  const [queue, b, next] = [kinds[kind]!(), board(WORDS), random(seed)];
  const shown = `${kind}, seed ${seed}`;
  const [simple, ordered] = [kind === 'SimpleQueue', /^(Queue|Simple)/.test(kind)];
  const [ways, seconds] = [waysToDie[h.runtime], h.stressSeconds ?? SECONDS];
  let [producers, deadConsumers, died] = [0, 0, 0];
  const doom = (mortal: boolean): Doom | undefined =>
    mortal && deaths
      ? { way: ways[Math.floor(next() * ways.length)]!, afterMs: 5 + next() * 150 }
      : undefined;
  const seedOf = (): number => Math.floor(next() * 2 ** 32);
  const end = async (thread: Thread<never[]>, mortal: boolean): Promise<void> => {
    ok(
      await thread.join({ timeout: seconds * 1000 + 2 * PATIENCE }),
      `${thread.name} does not end; ${shown}`,
    );
    if (!mortal && thread.error !== undefined) throw thread.error;
    if (mortal && /torn|came after/.test(String(thread.error?.message))) throw thread.error as Error;
  };
  const produce = async (mortal: boolean): Promise<void> => {
    do {
      const doomed = doom(mortal);
      const args = [queue, b, producers, seedOf(), doomed] as const;
      producers += 1;
      const thread = new Thread(queueStressTasks.produce, { args: [...args] }).start();
      await end(thread as never, doomed !== undefined);
      if (doomed !== undefined) died += 1;
    } while (mortal && deaths && read(b, GO) === 0 && producers < PRODUCERS - 1);
  };
  const consume = async (blocks: boolean, mortal: boolean): Promise<void> => {
    do {
      const doomed = doom(mortal);
      const args = [queue, b, blocks, ordered, !simple, seedOf(), doomed] as const;
      const thread = new Thread(queueStressTasks.consume, { args: [...args] }).start();
      await end(thread as never, doomed !== undefined);
      if (doomed === undefined) continue;
      died += 1;
      deadConsumers += 1;
    } while (mortal && deaths && read(b, GO) === 0);
  };
  const producing = [produce(false), produce(true)];
  const consuming = [consume(true, false), consume(false, false), ...(deaths ? [consume(false, true)] : [])];
  const all = Promise.all([...producing, ...consuming]);
  await Promise.race([sleep(seconds * 1000), all]);
  // As long as it takes on a busy machine until it has shown something.
  const shows = (): boolean => read(b, GOTTEN) >= ITEMS && read(b, MISSED) > 0 && (!deaths || died >= DEATHS);
  await Promise.race([until(shows, `enough happened; ${shown}`), all]);
  mark(b, GO);
  await Promise.all(producing);
  mark(b, GO);
  if (simple) await feedUntil(queue as unknown as SimpleQueue<Item>, b, Promise.all(consuming));
  else queue.shutdown();
  await Promise.all(consuming);

  const lost = settle(b, deadConsumers, shown);
  equal(queue.size, 0, shown);
  if (!simple) {
    const { unfinishedTasks } = queue;
    ok(
      unfinishedTasks >= lost && unfinishedTasks <= deadConsumers * 3,
      `${unfinishedTasks} are unfinished; ${shown}`,
    );
  }
}

/** Producers and consumers of every form at once, without and with threads that die with items in their hands. */
export function queueStressContract(h: Harness): void {
  Object.keys(kinds).forEach((kind, index) => {
    h.describe(`stress: a ${kind}`, () => {
      h.test('gives every item once, whole and in order', async () => {
        await hammer(h, kind, 1125 + index, false);
      });
      h.test('loses at most what threads that died had in their hands', async () => {
        await hammer(h, kind, 2026 + index, true);
      });
    });
  });
}
