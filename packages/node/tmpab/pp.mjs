import '@interleave/node';
import { threading, multiprocessing, queue } from '@interleave/core';
import { echo, echoQ } from './tasks.mjs';
{
  const N = 5000;
  for (const [what, Sem, Run] of [['thread', threading.Semaphore, threading.Thread], ['process', multiprocessing.Semaphore, multiprocessing.Process]]) {
    const [a, b] = [new Sem(0), new Sem(0)];
    const t = new Run(echo, { args: [a, b, N + 500] }).start();
    const go = async (n) => { for (let i = 0; i < n; i++) { a.release(); await b.acquire(); } };
    await go(500);
    const t0 = performance.now(); await go(N); console.log(what, 'semaphores', ((performance.now() - t0) / N * 1000).toFixed(2), 'µs a round trip');
    await t.join();
    const Q = what === 'thread' ? queue.Queue : multiprocessing.Queue;
    const [q, r] = [new Q(), new Q()];
    const u = new Run(echoQ, { args: [q, r, N + 500] }).start();
    const goQ = async (n) => { for (let i = 0; i < n; i++) { await q.put(i); await r.get(); } };
    await goQ(500);
    const t1 = performance.now(); await goQ(N); console.log(what, 'queues', ((performance.now() - t1) / N * 1000).toFixed(2), 'µs a round trip');
    await u.join();
  }
}
