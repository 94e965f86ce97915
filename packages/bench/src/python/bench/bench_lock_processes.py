"""multiprocessing.Lock."""

import multiprocessing
import time

from bench_unit import Corrupt, main


class Uncontended:
    def __init__(self):
        self.lock = multiprocessing.Lock()

    def run(self, times):
        lock = self.lock
        began = time.perf_counter()
        for _ in range(times):
            lock.acquire()
            lock.release()
        return time.perf_counter() - began

    def check(self):
        if not self.lock.acquire(block=False):
            raise Corrupt('The lock is held though it was released')
        self.lock.release()


if __name__ == '__main__':
    main({'uncontended': Uncontended})
