import { BrokenProcessPool, StateError } from '../../errors.ts';
import { ProcessPoolExecutor, type Future } from '../../futures/index.ts';
import { activeChildren, SimpleQueue } from '../../multiprocessing/index.ts';
import { seededRandom } from '../../scenario/random.ts';
import type { Task } from '../../task/index.ts';
import { PATIENCE, sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { executorTasks as tasks, type Log } from '../executor/executor.tasks.ts';
import { killProcess, runs } from '../runtime.ts';
import { given } from './make.ts';

const ROUNDS = 12;
const CALLS = 30;
/** A kill comes so long after the calls, at most: before they have begun, in their midst, or when all are over. */
const LATEST_MS = 12;

/** Most are over at once, some await. */
function task(n: number): Task<[Log, string], string | Promise<string>> {
  return n % 5 === 0 ? tasks.noteLater : tasks.note;
}

/** The children that have come since. */
function since(before: ReadonlySet<number | undefined>): number[] {
  return activeChildren()
    .map(({ pid }) => pid ?? 0)
    .filter((pid) => !before.has(pid));
}

const known = (): Set<number | undefined> => new Set(activeChildren().map(({ pid }) => pid));

/** It may have ended since the list was read. */
function killIfThere(pid: number): void {
  try {
    killProcess(pid);
  } catch {
    ok(!runs(pid), 'it cannot be killed');
  }
}

/** What was said, each at most once, whoever died meanwhile. */
function saidOnce(log: SimpleQueue<string>): Set<string> {
  const lines: string[] = [];
  while (!log.empty) lines.push(log.getNowait());
  equal(new Set(lines).size, lines.length, 'something ran twice');
  return new Set(lines);
}

export const storm: CaseGroup = {
  title: 'a storm of kills',
  where: 'main',
  cases: {
    'over a Pool: each call gives its result or an error, none runs twice, and the pool goes on':
      async () => {
        const seed = Math.floor(Math.random() * 2 ** 31);
        const random = seededRandom(seed);
        const before = known();
        await given({ processes: 3 }, async (pool) => {
          const log = new SimpleQueue<string>();
          let [lost, done] = [0, 0];
          for (let round = 0; round < ROUNDS; round += 1) {
            const calls = Array.from({ length: CALLS }, (_, n) => {
              const name = `${round} ${n}`;
              return {
                name,
                result: pool.applyAsync(task(n), [log, name]),
              };
            });
            await sleep(random() * LATEST_MS);
            const pids = since(before);
            for (const pid of pids) if (random() < 0.5) killIfThere(pid);
            const finished = new Set<string>();
            for (const { name, result } of calls) {
              ok(await result.wait({ timeout: PATIENCE }), `seed ${seed}: ${name} is pending`);
              if (result.successful) equal(await result, name);
              else ok((await result.then(undefined, (error) => error)) instanceof StateError, `seed ${seed}`);
              if (result.successful) finished.add(name);
            }
            const said = saidOnce(log);
            for (const name of finished) ok(said.has(name), `seed ${seed}: ${name} is done and has not run`);
            done += finished.size;
            lost += CALLS - finished.size;
            // As many as it has processes may have died with what they had begun.
            equal(await pool.apply(tasks.square, [round]), round * round);
          }
          ok(done > 0, `seed ${seed}: of ${lost} calls none was done`);
        });
        await until(() => since(before).length === 0, 'no process is left');
      },
    'over a ProcessPoolExecutor: all is done, or it is broken, and no process is left': async () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      const random = seededRandom(seed);
      for (let round = 0; round < ROUNDS / 2; round += 1) {
        const before = known();
        const log = new SimpleQueue<string>();
        const pool = new ProcessPoolExecutor({ maxWorkers: 3, startMethod: 'standby' });
        const futures: Future<string>[] = [];
        for (let n = 0; n < CALLS; n += 1) futures.push(pool.submit(task(n), log, String(n)));
        await sleep(random() * LATEST_MS * 4);
        const pids = since(before);
        const victim = pids[Math.floor(random() * pids.length)];
        if (victim !== undefined) killIfThere(victim);
        for (const [n, future] of futures.entries()) {
          const error = await future.exception({ timeout: PATIENCE });
          if (error === undefined) equal(await future, String(n));
          else ok(error instanceof BrokenProcessPool, `seed ${seed}: ${String(error)}`);
        }
        saidOnce(log);
        await pool.shutdown();
        await until(() => !pids.some(runs), `seed ${seed}: no process is left`);
      }
    },
  },
};
