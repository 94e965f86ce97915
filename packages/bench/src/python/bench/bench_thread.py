"""threading.Thread: from start to the end of join."""

import threading
import time

from bench_unit import Corrupt, main


class StartAndJoin:
    def __init__(self):
        self.ran = 0
        self.started = 0

    def mark(self):
        self.ran += 1

    def run(self, times):
        began = time.perf_counter()
        for _ in range(times):
            thread = threading.Thread(target=self.mark)
            thread.start()
            thread.join()
        self.started += times
        return time.perf_counter() - began

    def check(self):
        if self.ran != self.started:
            raise Corrupt('{} threads were started, {} ran'.format(self.started, self.ran))


main({'startAndJoin': StartAndJoin})
