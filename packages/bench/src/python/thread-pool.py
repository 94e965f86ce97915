"""Row 4.2 in Python: a hundred calls through a pool of threads, and how many threads that takes."""

import threading
from concurrent.futures import ThreadPoolExecutor

from interleave_unit import main


class Hall:
    def __init__(self, needed):
        self.needed = needed
        self.lock = threading.Lock()
        self.complete = threading.Event()
        self.gate = threading.Event()
        self.inside = self.most = self.started = 0

    def begin(self):
        """What each thread of the pool does first."""
        with self.lock:
            self.started += 1

    def visit(self, number):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.inside == self.needed:
                self.complete.set()
        self.gate.wait()
        with self.lock:
            self.inside -= 1
        return number * number


def demand_of(unit):
    """Calls, threads that there may be, and threads that there have to be."""
    workers, calls = unit.params['workers'], unit.params['calls']
    return {
        'one-each': (workers, workers, workers),
        'more-calls': (calls, 4, 4),
        'fewer-calls': (3, workers, 3),
        'one-by-one': (3, workers, 1),
    }[unit.variant]


def run(unit):
    calls, allowed, needed = demand_of(unit)
    hall = Hall(needed)
    begin = unit.now()
    with ThreadPoolExecutor(max_workers=allowed, initializer=hall.begin) as pool:
        if unit.variant == 'one-by-one':
            hall.gate.set()
            results = [pool.submit(hall.visit, number).result() for number in range(calls)]
        else:
            futures = [pool.submit(hall.visit, number) for number in range(calls)]
            hall.complete.wait(unit.params['patience'] / 1000)
            unit.measure('full', unit.now() - begin)
            hall.gate.set()
            results = [future.result() for future in futures]
    unit.measure('all', unit.now() - begin)
    unit.measure('threads', hall.started)
    unit.count('calls', len(results))

    wrong = sum(result != number * number for number, result in enumerate(results))
    if max(hall.started, hall.most) > allowed:
        key = 'more threads than allowed'
    elif hall.started > needed:
        key = 'more threads than needed'
    elif wrong:
        key = 'wrong result'
    else:
        key = 'fewer threads than needed' if hall.most < needed else 'all done'
    seen = {'calls': calls, 'done': len(results), 'wrong': wrong, 'inside': hall.most}
    unit.observe(key, {**seen, 'started': hall.started, 'allowed': allowed, 'needed': needed})


if __name__ == '__main__':
    main(run, {'workers': 100, 'calls': 100, 'patience': 60000})
