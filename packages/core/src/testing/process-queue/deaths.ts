import { Queue, type Process, type Runtime } from '../../multiprocessing/index.ts';
import { PATIENCE, sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { FORMS, type Form } from '../queue/attempt.ts';
import { Ledger } from './ledger.ts';
import { processQueueTasks as tasks, type StormItem } from './process-queue.tasks.ts';
import { start } from './start.ts';

const patient = { timeout: PATIENCE };

/** A child that waits to put or get, and is killed there. */
async function killedWaiting(queue: Queue<number>, doing: 'put' | 'get', form: Form): Promise<void> {
  const there = new Queue<number>();
  const child: Process = start(tasks.waits, [queue, there, doing, form]);
  await there.get(patient);
  await sleep(20);
  child.kill();
  ok(await child.join(patient), 'it does not end');
  equal(child.exitCode, -9);
}

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

/** Processes of all runtimes put and get at full speed while one after another is killed. */
async function storm(kills: number): Promise<void> {
  const [queue, ledger] = [new Queue<StormItem>({ maxsize: 64 }), new Ledger()];
  const begin = (place: number): Process =>
    start(tasks.hammer, [queue, ledger.at, place], { runtime: RUNTIMES[place % 3]! });
  const present = RUNTIMES.map((_, place) => begin(place));
  let inHand = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const place = kill % 3;
    const doomed = present[place]!;
    const before = ledger.numbers;
    await until(() => ledger.numbers > before + 200, 'they go on');
    await sleep(Math.random() * 30);
    doomed.kill();
    await doomed.join();
    equal(doomed.exitCode, -9);
    if (ledger.mayHaveHad(place)) inHand += 1;
    present[place] = begin(place);
  }
  ledger.stop();
  for (const child of present) {
    ok(await child.join(patient), 'it does not end');
    equal(child.exitCode, 0);
  }
  while (!queue.empty) ledger.wasGot(queue.getNowait()[0]);
  const { got, lost, again } = ledger.sum();
  equal(again, 0, 'items that were got again');
  ok(lost <= inHand, `${lost} of ${got + lost} items are lost, and ${inHand} of the dead may have had one`);
  ok(got > kills * 200, `only ${got} items were got`);
}

export const deaths: CaseGroup = {
  title: 'the death of a process',
  where: 'main',
  cases: {
    'in the midst of it, again and again, loses no item but in dead hands, and gives none twice': () =>
      storm(9),
    'that waits for an item takes none, and its wake-up is nobody else’s loss': async () => {
      for (const form of FORMS) {
        const queue = new Queue<number>();
        const waiting = queue.get(patient);
        await killedWaiting(queue, 'get', form);
        queue.putNowait(1);
        equal(await waiting, 1);
        queue.putNowait(2);
        equal([queue.size, queue.getSync(patient)], [1, 2]);
      }
    },
    'that waits for room puts nothing, and the room is others’': async () => {
      for (const form of FORMS) {
        const queue = new Queue<number>({ maxsize: 1 });
        queue.putNowait(1);
        await killedWaiting(queue, 'put', form);
        const waiting = queue.put(2, patient);
        equal(queue.getNowait(), 1);
        await waiting;
        equal([queue.getNowait(), queue.empty], [2, true]);
      }
    },
  },
};
