import { BrokenBarrierError } from '../../errors.ts';
import { Barrier, Semaphore } from '../../multiprocessing/index.ts';
import { Thread } from '../../threading/index.ts';
import { until } from '../board.ts';
import { equal, ok, rejects } from '../check.ts';
import type { PeerCase } from './locks.ts';
import { peerTasks } from './peer-tasks.ts';

const PARTIES = 5;

export const barrierCases: Readonly<Record<string, PeerCase>> = {
  'MBAR-01 MBAR-11 processes and threads pass in step, round after round': async (crew) => {
    const [barrier, passed, rounds] = [new Barrier(PARTIES), new Semaphore(0), 100];
    const threads = Array.from({ length: 2 }, () =>
      new Thread(peerTasks.inStep, { args: [barrier, passed, PARTIES, rounds] }).start(),
    );
    const theirs = crew.all.map((peer) => peer.run('inStep', barrier, passed, PARTIES, rounds));
    equal(await Promise.all(theirs), [0, 0, 0], 'how often somebody was out of step');
    for (const thread of threads) ok(await thread.join(), 'it does not end');
    equal([passed.value, barrier.waiting, barrier.broken], [PARTIES * rounds, 0, false]);
  },
  'MBAR-03 gives each index once a round': async (crew) => {
    const [barrier, rounds] = [new Barrier(4), 20];
    const theirs = crew.all.map((peer) => peer.run('meet', barrier, rounds));
    const mine: number[] = [];
    for (let round = 0; round < rounds; round += 1) mine.push(await barrier.wait());
    const all = [...(await Promise.all(theirs)), mine];
    for (let round = 0; round < rounds; round += 1) {
      const indices = all.map((indicesOfOne) => indicesOfOne[round] as number);
      equal(indices.toSorted(), [0, 1, 2, 3], `round ${round}`);
    }
  },
  'MBAR-07 is as new after abort and reset': async (crew) => {
    const barrier = new Barrier(4);
    const theirs = crew.all.map((peer) => peer.run('tryToMeet', barrier, 0));
    await until(() => barrier.waiting === 3, 'three wait');
    barrier.abort();
    equal(await Promise.all(theirs), ['broken', 'broken', 'broken']);
    await rejects(BrokenBarrierError, barrier.wait());
    barrier.reset();
    const again = crew.all.map((peer) => peer.run('tryToMeet', barrier, 0));
    await barrier.wait();
    equal(await Promise.all(again), ['passed', 'passed', 'passed']);
  },
  'MBAR-08 is broken for all when one is late': async (crew) => {
    const barrier = new Barrier(3);
    const late = [0, 0, 500];
    const theirs = crew.all.map((peer, index) => peer.run('tryToMeet', barrier, late[index] as number, 150));
    equal(await Promise.all(theirs), ['broken', 'broken', 'broken']);
    equal(barrier.broken, true);
  },
  'MBAR-10 does not block a single party': async (crew) => {
    const barrier = new Barrier(1);
    equal([barrier.waitSync(), await barrier.wait()], [0, 0]);
    equal(await crew.of('bun').run('meet', barrier, 3), [0, 0, 0]);
  },
  'is broken when a process that waits at it is killed': async (crew) => {
    for (const runtime of crew.runtimes) {
      const [barrier, doomed] = [new Barrier(3), crew.start(runtime)];
      doomed.leave('waitAtBarrier', barrier);
      await until(() => barrier.waiting === 1, 'one waits');
      const theirs = crew.of('bun').run('tryToMeet', barrier, 0);
      await until(() => barrier.waiting === 2, 'two wait');
      await doomed.kill();
      equal(await theirs, 'broken');
    }
  },
};
