"""Row 7.2 in Python: two shares of work by one process of a pool and by two."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from crossing import context
from interleave_unit import Assumption, main
from measured_work import calibrate, compute

AHEAD = 0.015


def share(loops, at):
    while time.time() < at:
        pass
    compute(loops)
    return time.time(), os.getpid(), own_cpu()


def own_cpu():
    """On which CPU this process runs; its number where the system does not tell, as if each had its own."""
    try:
        with open('/proc/self/stat') as stat:
            return int(stat.read().rpartition(')')[2].split()[36])
    except OSError:
        return os.getpid()


def timed(pool, shares):
    """How long it took, and whether several workers were put on one CPU."""
    at = time.time() + AHEAD
    futures = [pool.submit(share, loops, at) for loops in shares]
    ends, workers, cpus = zip(*(future.result() for future in futures))
    return max(ends) - at, len(set(workers)) > len(set(cpus))


def run(unit):
    if len(os.sched_getaffinity(0)) < 2 if hasattr(os, 'sched_getaffinity') else (os.cpu_count() or 1) < 2:
        raise Assumption('this machine has one CPU for this program')
    end = time.perf_counter() + unit.params['patience'] / 1000
    attempts, gain, parallel, walls, crowded = 0, 0, False, [], []
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as pool:
        found = [pool.submit(calibrate, unit.params['ms'] / 1000) for _ in range(2)]
        loops = min(future.result() for future in found)
        # Short ones too: on a machine with other things to do both have a CPU for a moment, when not for long.
        alone = {loops: float('inf'), loops // 10: float('inf')}
        while not parallel and (attempts == 0 or time.perf_counter() < end):
            attempts += 1
            size = loops if attempts % 2 == 1 else loops // 10
            for _ in range(2):
                wall, _ = timed(pool, [2 * size])
                alone[size] = min(wall, alone[size])
                if size == loops:
                    walls.append(wall)
            wall, on_one = timed(pool, [size, size])
            crowded.append(on_one)
            gain = max(gain, alone[size] / wall)
            parallel = wall < 0.75 * alone[size]
    # Half of the times of one are longer than half as long again as the shortest, or both were put on one CPU.
    if not parallel and (median(walls) > 1.5 * min(walls) or median(crowded) > 0):
        raise Assumption('the machine was too busy with other things: two processes never had a CPU each')
    unit.count('attempts', attempts)
    unit.measure('attempts', attempts)
    unit.measure('gain', gain)
    unit.observe('parallel' if parallel else 'in turn', {'parallel': parallel, 'attempts': attempts})


if __name__ == '__main__':
    main(run, {'ms': 20, 'patience': 40000})
