"""Row 11.7 in Python: somebody is always faster, and the others never have their turn."""

import asyncio
import threading
import time

from fair_lock import FairLock
from interleave_unit import main

ENOUGH = 0.25


def on_threads(unit):
    count, most = unit.params['contenders'], unit.params['turns']
    lock = FairLock() if unit.variant == 'threads-fair' else threading.Lock()
    line = threading.Barrier(count)
    turns = [0] * count

    def contend(self):
        line.wait()
        lock.acquire()
        while sum(turns) < most:
            turns[self] += 1
            time.sleep(0.001)
            lock.release()
            lock.acquire()
        lock.release()

    threads = [threading.Thread(target=contend, args=(self,)) for self in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return turns, ENOUGH


def on_one_loop(unit):
    """There is one lock for coroutines, and it is served in order of arrival."""
    count, most = unit.params['contenders'], unit.params['turns']
    turns = [0] * count

    async def flow(lock, self):
        await lock.acquire()
        while sum(turns) < most:
            turns[self] += 1
            await asyncio.sleep(0)
            lock.release()
            await lock.acquire()
        lock.release()

    async def flows():
        lock = asyncio.Lock()
        await asyncio.gather(*(flow(lock, self) for self in range(count)))

    asyncio.run(flows())
    return turns, ENOUGH


def against_timers(unit):
    """An await of a coroutine that does not wait itself never comes back to the event loop."""
    turns = [0, 0]

    async def settled():
        pass

    async def timers():
        while True:
            await asyncio.sleep(0)
            turns[1] += 1

    async def flows():
        ticking = asyncio.ensure_future(timers())
        end = time.perf_counter() + unit.params['ms'] / 1000
        while time.perf_counter() < end:
            turns[0] += 1
            await settled()
        ticking.cancel()

    asyncio.run(flows())
    return turns, 5e-324


def run(unit):
    start = unit.now()
    who = unit.variant.partition('-')[0]
    turns, enough = {'threads': on_threads, 'flows': on_one_loop, 'settled': against_timers}[who](unit)
    unit.measure('wall', unit.now() - start)
    least = min(turns) * len(turns) / sum(turns)
    unit.measure('least-share', least)
    unit.count('turns', sum(turns))
    unit.observe('starved' if least < enough else 'shared', {'turns': turns, 'enough': enough})


if __name__ == '__main__':
    main(run, {'contenders': 4, 'turns': 1000, 'ms': 1000})
