"""multiprocessing.Manager: a dict that another process owns, read through its proxy."""

import multiprocessing
import time

from bench_unit import Corrupt, main

KEY = 'answer'


class Get:
    def __init__(self):
        self.manager = multiprocessing.Manager()
        self.dict = self.manager.dict()
        self.dict[KEY] = 1
        self.asked = 0
        self.sum = 0

    def run(self, times):
        get = self.dict.get
        began = time.perf_counter()
        for _ in range(times):
            self.sum += get(KEY)
        took = time.perf_counter() - began
        self.asked += times
        return took

    def check(self):
        if self.sum != self.asked:
            raise Corrupt('Of {} answers {} were right'.format(self.asked, self.sum))


if __name__ == '__main__':
    main({'blocking': Get})
