"""threading.Lock."""

import threading
import time

from bench_unit import Corrupt, Partner, main


class Uncontended:
    def __init__(self):
        self.lock = threading.Lock()

    def run(self, times):
        lock = self.lock
        began = time.perf_counter()
        for _ in range(times):
            lock.acquire()
            lock.release()
        return time.perf_counter() - began

    def check(self):
        if self.lock.locked():
            raise Corrupt('The lock is held though it was released')


class Contended:
    def __init__(self):
        self.lock = threading.Lock()
        self.counter = 0
        self.expected = 0
        self.partner = Partner(self.add)

    def add(self, times):
        lock = self.lock
        for _ in range(times):
            lock.acquire()
            self.counter += 1
            lock.release()

    def run(self, times):
        half = -(-times // 2)
        self.expected += 2 * half
        return self.partner.together(half, lambda: self.add(half)) * (times / (2 * half))

    def check(self):
        if self.counter != self.expected:
            raise Corrupt('{} of {} additions were lost'.format(self.expected - self.counter, self.expected))


main({'uncontended': Uncontended, 'contended': Contended})
