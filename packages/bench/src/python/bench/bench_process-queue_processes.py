"""multiprocessing.Queue, from one process to another."""

import multiprocessing
import time

from bench_queue import BYTES, MAXSIZE, number, octets, small, string
from bench_unit import Corrupt, main


def produce(queue, orders, arrived, make):
    index = 0
    while True:
        times = orders.get()
        arrived.release()
        for _ in range(times):
            # The thread that feeds the pipe copies an item later, when another may have been made of its memory.
            queue.put(bytes(make(index)) if make is octets else make(index))
            index += 1


class Flow:
    make = staticmethod(number)

    def __init__(self):
        self.queue = multiprocessing.Queue(MAXSIZE)
        self.orders = multiprocessing.SimpleQueue()
        self.arrived = multiprocessing.Semaphore(0)
        self.next = 0
        self.wrong = 0
        args = (self.queue, self.orders, self.arrived, self.make)
        multiprocessing.Process(target=produce, args=args, daemon=True).start()
        self.run(0)

    def right(self, item, index):
        return item == self.make(index)

    def run(self, times):
        self.orders.put(times)
        self.arrived.acquire()
        began = time.perf_counter()
        for _ in range(times):
            if not self.right(self.queue.get(), self.next):
                self.wrong += 1
            self.next += 1
        return time.perf_counter() - began

    def check(self):
        if self.wrong:
            raise Corrupt('{} of {} items arrived wrong'.format(self.wrong, self.next))


class Strings(Flow):
    make = staticmethod(string)


class Objects(Flow):
    make = staticmethod(small)


class Octets(Flow):
    make = staticmethod(octets)

    def right(self, item, index):
        return len(item) == BYTES and item[0] == item[-1] == index & 255


def echo(there, back):
    while True:
        back.put(there.get())


class RoundTrip:
    def __init__(self):
        self.there, self.back = multiprocessing.Queue(), multiprocessing.Queue()
        self.next = 0
        self.good = 0
        multiprocessing.Process(target=echo, args=(self.there, self.back), daemon=True).start()
        self.run(1)

    def run(self, times):
        began = time.perf_counter()
        for _ in range(times):
            self.there.put(self.next)
            if self.back.get() == self.next:
                self.good += 1
            self.next += 1
        return time.perf_counter() - began

    def check(self):
        if self.good != self.next:
            raise Corrupt('Of {} round trips {} were answered'.format(self.next, self.good))


if __name__ == '__main__':
    main({'numbers': Flow, 'strings': Strings, 'objects': Objects, 'bytes': Octets, 'roundTrip': RoundTrip})
