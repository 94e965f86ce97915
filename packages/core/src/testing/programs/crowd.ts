import { currentProgram } from '../../agent/program.ts';
import { agents, HEADER } from '../../memory/index.ts';
import { activeCount, Lock, setExcepthook, Thread } from '../../threading/index.ts';
import { board, DONE, PATIENCE, reaches, read, sleep, until } from '../board.ts';
import { collectGarbage, say, waysToDie, whichRuntime } from '../runtime.ts';
import { seededRandom as random } from '../../scenario/random.ts';
import { BORN, crowdTasks as tasks, GROWN } from './crowd.tasks.ts';

const AT_ONCE = 10;

interface Expected {
  readonly thread: Thread;
  readonly dies: boolean;
}

/** A burst of threads of every kind; all of them must come to their end. */
async function burst(next: () => number, lock: Lock, count: number): Promise<string> {
  const b = board();
  const ways = waysToDie[whichRuntime()];
  const way = (): (typeof ways)[number] => ways[Math.floor(next() * ways.length)]!;
  let [counting, parents] = [0, 0];
  const start = (): Expected => {
    const [kind, mortal] = [next(), next() < 0.3];
    const started = (thread: unknown, dies = false): Expected => ({ thread: thread as Thread, dies });
    if (mortal && kind < 0.5) return started(new Thread(tasks.doomed, { args: [lock, way()] }).start(), true);
    if (kind < 0.5) return started(new Thread(tasks.brief, { args: [lock] }).start());
    if (kind < 0.8) {
      counting += 1;
      return started(new Thread(tasks.counts, { args: [b] }).start());
    }
    parents += 1;
    return started(new Thread(tasks.parent, { args: [b, lock, mortal ? way() : undefined] }).start());
  };
  const all = Array.from({ length: count }, start);
  const lost: string[] = [];
  for (const { thread, dies } of all) {
    if (!(await thread.join({ timeout: PATIENCE }))) lost.push(`${thread.name} does not end`);
    // A parent that dies may have ended before.
    else if (dies && thread.error === undefined) lost.push(`${thread.name} did not die`);
    else if (!dies && thread.error !== undefined && thread.target !== tasks.parent) throw thread.error;
  }
  await reaches(b, GROWN, read(b, BORN));
  return lost.length === 0 && read(b, DONE) === counting && read(b, BORN) === 2 * parents
    ? 'whole'
    : `lost ${lost.join()}, counted ${read(b, DONE)} of ${counting}, born ${read(b, BORN)} of ${2 * parents}`;
}

/**
 * Starts threads in bursts, some of which start others and some of which die; says whether all came to their end, and
 * what of the program's slots and memory is not given back.
 */
export async function crowd(bursts: number): Promise<void> {
  const program = currentProgram();
  const { words } = program;
  const [lock, next, before] = [new Lock(), random(42), activeCount()];
  setExcepthook(() => {});
  let used = 0;
  for (let i = 0; i < bursts; i += 1) {
    const outcome = await burst(next, lock, AT_ONCE);
    if (outcome !== 'whole') return say(`burst ${i}: ${outcome}`);
    await until(() => activeCount() === before, 'every thread is out of the registry');
    collectGarbage();
    await sleep(20);
    if (i === Math.floor(bursts / 2)) used = words.load(HEADER.bump);
  }
  // The first agent, the supervisor and the stock.
  await until(() => [...agents(words)].length <= 2 + 8, 'the slots are free');
  const grown = (words.load(HEADER.bump) - used) * 4;
  say(`all ended; ${grown < 65_536 ? 'memory is flat' : `${grown} bytes more`}`);
}
