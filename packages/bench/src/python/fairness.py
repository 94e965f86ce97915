"""Row 5.5 in Python: who gets the CPU, the event loop, the lock, and how often."""

import asyncio
import threading
import time

from fair_lock import FairLock
from interleave_unit import main

NEWCOMER = 'newcomer'
ROUNDS = 20


def on_threads(unit):
    """The kernel chooses among those that are ready, but only the holder of the interpreter lock is."""
    count = unit.params['threads']
    turns = [0] * count
    over = threading.Event()
    line = threading.Barrier(count + 1)

    def spin(self):
        line.wait()
        while not over.is_set():
            turns[self] += 1

    threads = [threading.Thread(target=spin, args=(self,)) for self in range(count)]
    for thread in threads:
        thread.start()
    line.wait()
    begin = unit.now()
    while True:
        time.sleep(0.01)
        passed = unit.now() - begin
        if passed >= unit.params['ms'] and (min(turns) > 0 or passed >= unit.params['patience']):
            break
    over.set()
    for index, thread in enumerate(threads):
        thread.join()
        unit.span('spinner-{}'.format(index + 1), 'spin', begin, unit.now())
    return turns, []


def on_one_loop(unit):
    count = unit.params['threads']
    selfish = unit.variant == 'selfish-flow'
    turns = [0] * count
    seen = []

    async def flow(self):
        for _ in range(1 if selfish else ROUNDS):
            turns[self] += 1
            if self == 0 and selfish:
                time.sleep(unit.params['ms'] / 1000)
                seen.extend(turns)
            else:
                await asyncio.sleep(0)
        if self == 0 and not selfish:
            seen.extend(turns)

    async def flows():
        await asyncio.gather(*(flow(self) for self in range(count)))

    asyncio.run(flows())
    return seen, []


def at_a_lock(unit):
    count = unit.params['threads']
    lock = FairLock() if unit.variant == 'fair-lock' else threading.Lock()
    order = []
    lock.acquire()

    def queue(who):
        lock.acquire()
        order.append(who)
        lock.release()

    waiting = []
    for self in range(count):
        waiting.append(threading.Thread(target=queue, args=(str(self + 1),)))
        waiting[-1].start()
        if unit.variant == 'fair-lock':
            while lock.waiting() <= self:
                time.sleep(0.001)
        else:
            # Nobody can ask a threading.Lock who waits for it.
            time.sleep(0.05)
    lock.release()
    if lock.acquire(blocking=False):
        order.append(NEWCOMER)
        lock.release()
    else:
        queue(NEWCOMER)
    for thread in waiting:
        thread.join()
    return [1] * len(order), order


def key_of(turns, order, count):
    if order:
        if len(order) <= count:
            return 'somebody was left out'
        if order[0] == NEWCOMER:
            return 'newcomer first'
        arrived = [str(self + 1) for self in range(count)] + [NEWCOMER]
        return 'in order of arrival' if order == arrived else 'in another order'
    ran = sum(each > 0 for each in turns)
    if ran == len(turns):
        return 'everybody ran'
    return 'one alone' if ran == 1 else 'somebody never ran'


def run(unit):
    act = on_threads if unit.variant == 'threads' else at_a_lock if unit.variant.endswith('lock') else on_one_loop
    turns, order = act(unit)
    unit.count('turns', sum(turns))
    unit.measure('evenness', min(turns) / max(turns))
    unit.observe(key_of(turns, order, unit.params['threads']), {'turns': turns, 'order': order})


if __name__ == '__main__':
    main(run, {'threads': 4, 'ms': 2000, 'patience': 10000})
