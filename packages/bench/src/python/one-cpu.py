"""Rows 2.2 and 2.4 in Python: how many CPUs there are, and ten waits on one of them."""

import asyncio
import os
import threading
import time

from interleave_unit import Assumption, main


def counted():
    # From 3.13 on os.process_cpu_count() says this.
    return len(os.sched_getaffinity(0))


def on_threads(seconds, waits):
    line = threading.Barrier(len(waits))

    def sleep(index):
        line.wait()
        begin = time.perf_counter()
        time.sleep(seconds)
        waits[index] = (begin, time.perf_counter())

    threads = [threading.Thread(target=sleep, args=(index,)) for index in range(len(waits))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def on_one_loop(seconds, waits):
    async def sleep(index):
        begin = time.perf_counter()
        await asyncio.sleep(seconds)
        waits[index] = (begin, time.perf_counter())

    async def all_sleep():
        await asyncio.gather(*(sleep(index) for index in range(len(waits))))

    asyncio.run(all_sleep())


def run(unit):
    if not hasattr(os, 'sched_setaffinity'):
        raise Assumption('this system lets no program choose its CPUs')
    everything = os.sched_getaffinity(0)
    if unit.variant != 'all-cpus':
        os.sched_setaffinity(0, {min(everything)})
    cpus = sorted(os.sched_getaffinity(0))
    seen = {'cpus': cpus, 'parallelism': counted()}
    unit.count('counted', counted())
    unit.measure('cpus', counted())
    if unit.variant in ('all-cpus', 'one-cpu'):
        unit.observe('as many as it may use' if counted() == len(cpus) else 'fewer', seen)
        return
    ms = unit.params['ms']
    waits = [(0, 0)] * unit.params['sleepers']
    (on_threads if unit.variant == 'threads-wait' else on_one_loop)(ms / 1000, waits)
    night = (max(end for _, end in waits) - min(begin for begin, _ in waits)) * 1000
    slept = sum((end - begin) * 1000 >= 0.9 * ms for begin, end in waits)
    unit.count('slept', slept)
    unit.measure('night', night)
    key = 'cut short' if slept < len(waits) else 'overlapped' if night < 2 * ms else 'in turn'
    unit.observe(key, {**seen, 'night': night, 'slept': slept})


if __name__ == '__main__':
    main(run, {'ms': 1000, 'sleepers': 10})
