"""Row 7.2 in Python: two shares of work by one process of a pool and by two."""

import os
import time
from concurrent.futures import ProcessPoolExecutor

from crossing import context
from interleave_unit import Assumption, main

AHEAD = 0.015


def compute(loops):
    x = 1
    for _ in range(loops):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
    return x


def calibrate(seconds):
    loops = 1 << 10
    while True:
        begin = time.perf_counter()
        compute(loops)
        if time.perf_counter() - begin >= seconds / 2:
            return loops * 2
        loops *= 2


def share(loops, at):
    while time.time() < at:
        pass
    compute(loops)
    return time.time()


def timed(pool, shares):
    at = time.time() + AHEAD
    ends = [pool.submit(share, loops, at) for loops in shares]
    return max(end.result() for end in ends) - at


def run(unit):
    if len(os.sched_getaffinity(0)) < 2 if hasattr(os, 'sched_getaffinity') else (os.cpu_count() or 1) < 2:
        raise Assumption('this machine has one CPU for this program')
    end = time.perf_counter() + unit.params['patience'] / 1000
    alone, shortest, attempts, parallel, walls = float('inf'), float('inf'), 0, False, []
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as pool:
        found = [pool.submit(calibrate, unit.params['ms'] / 1000) for _ in range(2)]
        loops = min(future.result() for future in found)
        while not parallel and (attempts == 0 or time.perf_counter() < end):
            attempts += 1
            walls += [timed(pool, [2 * loops]), timed(pool, [2 * loops])]
            alone = min(walls)
            wall = timed(pool, [loops, loops])
            shortest = min(shortest, wall)
            parallel = wall < 0.75 * alone
    # Half of the times of one are longer than half as long again as the shortest.
    if not parallel and sorted(walls)[len(walls) // 2] > 1.5 * alone:
        raise Assumption('the machine was too busy with other things: two processes never had a CPU each')
    unit.count('attempts', attempts)
    unit.measure('attempts', attempts)
    unit.measure('gain', alone / shortest)
    unit.observe('parallel' if parallel else 'in turn', {'parallel': parallel, 'attempts': attempts})


if __name__ == '__main__':
    main(run, {'ms': 20, 'patience': 40000})
