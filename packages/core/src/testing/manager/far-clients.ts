import { BrokenBarrierError } from '../../errors.ts';
import { Manager, Process, type Queue, type Runtime } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok, rejects } from '../check.ts';
import { managerTasks as tasks } from './manager.tasks.ts';
import { boardOf, client, inChild, KEY, manager, WAIT, type BoardProxy } from './shared.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

/** Makes one of each on a board, has a child hold them and wait at them by `board`, kills it, and uses them. */
async function outlive(name: string, start: (said: Queue<string>) => Process<never[]>): Promise<void> {
  const far = await client();
  const board = await boardOf(far);
  const [lock, rlock, condition, barrier, queue] = [
    await far.Lock(),
    await far.RLock(),
    await far.Condition(),
    await far.Barrier(2),
    await far.Queue<string>(),
  ];
  for (const [kind, it] of Object.entries({ lock, rlock, condition, barrier, queue }))
    await board.put(`${name} ${kind}`, it);
  const said = await (await manager()).Queue<string>();
  const child = start(said);
  equal(await said.get(WAIT), 'up');
  await until(() => barrier.waiting === 1, 'it waits at the barrier');
  const [taken, entered] = [lock.acquire(WAIT), rlock.run(() => rlock.abandoned, WAIT)];
  equal([lock.locked, rlock.depth], [true, 2]);
  child.kill();
  equal([await taken, lock.abandoned, await entered], [true, true, true]);
  lock.release();
  equal([lock.tryAcquire(), lock.abandoned], [true, false]);
  ok(await child.join(WAIT), 'it is not killed');
  await until(() => barrier.broken, 'the barrier breaks');
  await rejects(BrokenBarrierError, barrier.wait());
  await queue.put('kept');
  equal(await queue.get(WAIT), 'kept');
  const woken = condition.run(() => condition.wait(WAIT));
  await condition.run(() => condition.notify());
  ok(await woken, 'the dead one was notified');
  await far.shutdown();
}

export const farClients: CaseGroup = {
  title: 'clients that a socket connects',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'of every runtime share what one of them has made, and one that blocks keeps nobody waiting':
      async () => {
        await using m = await Manager({ address: { host: '127.0.0.1', port: 0 }, authkey: KEY });
        m.register('Board', tasks.board);
        await using there = await client(m);
        const board = await boardOf(there);
        const [go, results, sum, lock] = [
          await there.Event(),
          await there.Queue<string>(),
          await there.Value(0),
          await there.Lock(),
        ];
        for (const [name, it] of Object.entries({ go, results, sum, lock })) await board.put(name, it);
        const children = RUNTIMES.map((runtime) =>
          inChild(tasks.sharesBoard, [m.address, KEY, runtime], { runtime }),
        );
        const seen = [await results.get(WAIT), results.getSync(WAIT), await results.get(WAIT)];
        equal(seen.toSorted(), ['bun blocks', 'deno blocks', 'node blocks']);
        equal(await sum.get(), 0);
        go.set();
        await Promise.all(children);
        equal([await sum.get(), lock.locked, results.size], [30, false, 0]);
      },
    'that are killed leave their locks to others, who are told, and no wait behind': async () => {
      const { address } = await manager();
      await outlive('far', (said) => new Process(tasks.holdsAllFar, { args: [address, KEY, said] }).start());
    },
    'and so do those of the program that were given what a client has made': async () => {
      const m = await manager();
      const board: BoardProxy = await m.create('Board');
      await outlive('near', (said) => new Process(tasks.holdsAll, { args: ['near', board, said] }).start());
    },
  },
};
