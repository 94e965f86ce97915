"""Rows 5.1, 5.2 and 5.3 in Python: a counter that several threads read, add to and write back.

The interpreter lock is handed over once in a few milliseconds, so an update of three steps is seldom interrupted by
chance (from 3.10 on hardly ever: the lock is handed over at calls and backward jumps only). As in the scenario, each
update therefore stays open until another thread has begun one, giving the lock away by time.sleep(0) meanwhile.
"""

import threading
import time

from interleave_unit import main

TRACE = 16


class Counter:
    def __init__(self, threads, patience):
        self.value = 0
        # Appending to a list is one step (Python's FAQ has the list of such steps); adding to a number is not.
        self.additions = []
        self.reads = []
        self.ended = []
        self.interrupted = []
        self.contended = []
        self.trace = []
        self.lock = threading.Lock()
        self.threads = threads
        self.patience = patience / 1000

    def stay_open(self):
        self.reads.append(None)
        mine = len(self.reads)
        end = time.perf_counter() + self.patience
        while time.perf_counter() < end and len(self.ended) < self.threads - 1:
            if len(self.reads) > mine:
                self.interrupted.append(None)
                return
            time.sleep(0)

    def read_and_write(self, name):
        seen = self.value
        self.trace.append('{} reads {}'.format(name, seen))
        self.stay_open()
        self.value = seen + 1
        self.trace.append('{} writes {}'.format(name, seen + 1))

    def read_and_write_locked(self, name):
        if not self.lock.acquire(blocking=False):
            self.contended.append(None)
            self.lock.acquire()
        try:
            self.read_and_write(name)
        finally:
            self.lock.release()

    def append(self, name):
        self.stay_open()
        self.additions.append(None)


UPDATES = {'unlocked': Counter.read_and_write, 'locked': Counter.read_and_write_locked, 'atomic': Counter.append}


def run(unit):
    params = unit.params
    locked = unit.variant == 'locked'
    counter = Counter(params['threads'], params['hold'] if locked else params['patience'])
    update = UPDATES[unit.variant]
    line = threading.Barrier(params['threads'] + 1)

    def count(name):
        line.wait()
        for _ in range(params['increments']):
            update(counter, name)
        counter.ended.append(None)

    threads = [threading.Thread(target=count, args=(index + 1,)) for index in range(params['threads'])]
    for thread in threads:
        thread.start()
    line.wait()
    start = unit.now()
    for thread in threads:
        thread.join()
    unit.measure('wall', unit.now() - start)

    total = params['threads'] * params['increments']
    final = len(counter.additions) if unit.variant == 'atomic' else counter.value
    unit.measure('lost', (total - final) / total)
    unit.count('interrupted', len(counter.interrupted))
    unit.count('contended', len(counter.contended))
    key = 'exact' if final == total else 'lost' if final < total else 'too many'
    seen = {'total': total, 'final': final, 'interrupted': len(counter.interrupted)}
    trace = ', '.join(counter.trace[:TRACE])
    unit.observe(key, {**seen, 'contended': len(counter.contended), 'trace': trace})


if __name__ == '__main__':
    defaults = {'threads': 4, 'increments': 25, 'patience': 1000, 'hold': 1, 'runs': 20}
    main(run, defaults, repeat=lambda params: params['runs'])
