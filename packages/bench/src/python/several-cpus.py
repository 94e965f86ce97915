"""Row 2.1 in Python: two shares of work by one thread and by two."""

import os
import threading
import time

from interleave_unit import Assumption, gil_enabled, main
from measured_work import calibrate, compute


def timed(work):
    cpu, begin = time.process_time(), time.perf_counter()
    work()
    wall = time.perf_counter() - begin
    return wall, (time.process_time() - cpu) / wall


def together(loops):
    line = threading.Barrier(3)

    def share():
        line.wait()
        compute(loops)

    threads = [threading.Thread(target=share) for _ in range(2)]
    for thread in threads:
        thread.start()
    line.wait()

    def join():
        for thread in threads:
            thread.join()

    return timed(join)


def try_bursts(unit):
    """Attempts, whether one was parallel, the gain, and CPU time over elapsed time."""
    if len(os.sched_getaffinity(0)) < 2 if hasattr(os, 'sched_getaffinity') else (os.cpu_count() or 1) < 2:
        raise Assumption('this machine has one CPU for this program')
    # Shares of several switch intervals, or no lock would change hands in the middle of one.
    loops = calibrate(max(unit.params['ms'], 50) / 1000)
    # With the lock turns stay turns, however often they are tried.
    patience = 0.5 if gil_enabled() else unit.params['patience'] / 1000
    end = time.perf_counter() + patience
    alone, shortest, cpus, attempts, parallel = float('inf'), float('inf'), 0, 0, False
    while not parallel and (attempts == 0 or time.perf_counter() < end):
        attempts += 1
        alone = min(alone, timed(lambda: compute(2 * loops))[0], timed(lambda: compute(2 * loops))[0])
        wall, share = together(loops)
        parallel = wall < 0.75 * alone and share > 1.5
        if parallel or wall < shortest:
            shortest, cpus = wall, share
    return attempts, parallel, alone / shortest, cpus


def run(unit):
    attempts, parallel, gain, cpus = try_bursts(unit)
    unit.count('attempts', attempts)
    unit.measure('attempts', attempts)
    unit.measure('gain', gain)
    unit.measure('cpus', cpus)
    seen = {'parallel': parallel, 'attempts': attempts, 'gain': gain, 'cpus': cpus}
    unit.observe('parallel' if parallel else 'in turn', seen)


if __name__ == '__main__':
    main(run, {'ms': 20, 'patience': 40000})
