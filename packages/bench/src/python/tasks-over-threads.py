"""Rows 3.8 and 3.9 in Python: two kernel threads that compute, and asyncio tasks over the four of a pool."""

import asyncio
import importlib
import threading
from concurrent.futures import ThreadPoolExecutor

from interleave_unit import main


class Works:
    def __init__(self, tasks):
        self.lock = threading.Lock()
        self.left = tasks
        self.running = self.under_way = self.done = self.most_running = self.most_under_way = 0

    def take(self):
        with self.lock:
            self.left -= 1
            return self.left >= 0

    def add(self, running, under_way=0, done=0):
        with self.lock:
            self.running += running
            self.under_way += under_way
            self.done += done
            self.most_running = max(self.most_running, self.running)
            self.most_under_way = max(self.most_under_way, self.under_way)


def many_over_few(unit):
    tasks, workers = unit.params['tasks'], unit.params['workers']
    works = Works(tasks)
    line = threading.Barrier(workers)

    async def lane():
        while works.take():
            works.add(1, 1)
            works.add(-1)
            await asyncio.sleep(unit.params['pause'] / 1000)
            works.add(1)
            works.add(-1, -1, 1)

    async def lanes():
        await asyncio.gather(*(lane() for _ in range(32)))

    def work_off():
        line.wait()
        # A call of this pool keeps its thread to the end: it takes an event loop to have others meanwhile.
        asyncio.run(lanes())
        return threading.get_ident()

    begin = unit.now()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        threads = {future.result() for future in [pool.submit(work_off) for _ in range(workers)]}
    unit.measure('wall', unit.now() - begin)
    unit.measure('under-way', works.most_under_way)
    unit.count('tasks', works.done)
    if works.done < tasks:
        key = 'missing'
    elif len(threads) > workers:
        key = 'too many threads'
    elif works.most_running > workers:
        key = 'too many at once'
    else:
        key = 'spread' if works.most_under_way > workers else 'threads were held'
    seen = {'tasks': tasks, 'done': works.done, 'running': works.most_running, 'underWay': works.most_under_way}
    unit.observe(key, {**seen, 'threads': len(threads), 'workers': workers})


def one_for_each(unit):
    attempts, parallel, gain, _ = importlib.import_module('several-cpus').try_bursts(unit)
    unit.count('attempts', attempts)
    unit.measure('gain', gain)
    unit.observe('parallel' if parallel else 'in turn', {'parallel': parallel, 'attempts': attempts})


def run(unit):
    (one_for_each if unit.variant == 'one-to-one' else many_over_few)(unit)


if __name__ == '__main__':
    main(run, {'tasks': 1000, 'workers': 4, 'pause': 20, 'ms': 20, 'patience': 40000})
