"""Row 11.10 in Python: a process for the method of an object that holds a lock."""

import threading
import time

from crossing import context
from interleave_unit import main

HELD, WAITED = 1, 2


class Worker:
    def __init__(self):
        self.lock = threading.RLock()
        self.total = 0

    def run(self):
        with self.lock:
            return self.total

    def start(self, target, args):
        with self.lock:
            child = context.Process(target=target, args=args)
            child.start()
            return child


def work(finding, lock):
    if lock.acquire(block=False):
        return
    finding.value = HELD
    lock.acquire()
    finding.value = WAITED
    lock.release()


def work_on(finding, worker):
    finding.value = worker.total


def start_refused(unit):
    worker, finding = Worker(), context.Value('i', 0)
    target, args = (worker.run, ()) if unit.variant == 'bound-method' else (work_on, (finding, worker))
    try:
        worker.start(target, args).join()
    except TypeError as error:
        free = worker.lock.acquire(blocking=False)
        return 'refused by a TypeError' if free else 'refused, the lock kept', {'error': str(error)}
    return 'started', {}


def start_task(unit):
    lock, finding = context.Lock(), context.Value('i', 0)
    with lock:
        child = context.Process(target=work, args=(finding, lock))
        child.start()
        while finding.value == 0 and child.is_alive():
            time.sleep(0.002)
    child.join()
    return 'waited for the lock' if finding.value == WAITED else 'another lock', {'found': finding.value}


def run(unit):
    unit.count('starts')
    key, more = start_task(unit) if unit.variant == 'task' else start_refused(unit)
    unit.observe(key, more)


if __name__ == '__main__':
    main(run, {})
