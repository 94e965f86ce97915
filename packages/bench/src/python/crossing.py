"""Processes that do a piece of work again and again, and meet in the middle of it: the twin of support/crossing.ts."""

import contextlib
import multiprocessing
import time

context = multiprocessing.get_context('spawn')


class Crossing:
    """What all of them share; passed to each when it is started."""

    def __init__(self, parties, times, patience):
        self.parties = parties
        self.times = times
        self.patience = patience / 1000
        self.begun, self.interrupted, self.contended, self.ended = (context.Value('i', 0) for _ in range(4))
        self.start = context.Barrier(parties)

    def cross(self, work):
        self.start.wait()
        for time_ in range(self.times):
            work(time_ + 1)
        add(self.ended, 1)

    @contextlib.contextmanager
    def behind(self, lock):
        if lock is None:
            yield
            return
        if not lock.acquire(block=False):
            add(self.contended, 1)
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def stay_open(self):
        mine = add(self.begun, 1)
        end = time.perf_counter() + self.patience
        while time.perf_counter() < end and self.ended.value < self.parties - 1:
            if self.begun.value > mine:
                add(self.interrupted, 1)
                return
            time.sleep(0.0002)

    def count(self, unit):
        unit.count('interrupted', self.interrupted.value)
        unit.count('contended', self.contended.value)


def add(counter, by):
    """Under its lock: a Value of Python has no addition that is one step."""
    with counter.get_lock():
        counter.value += by
        return counter.value


def see_through(target, all_):
    """One process for each tuple of arguments, all of them to their ends."""
    processes = [context.Process(target=target, args=args) for args in all_]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode != 0:
            raise RuntimeError('{} ended with {}'.format(process.name, process.exitcode))
