"""Row 5.6 in Python: a mutex is a flag, and what can be done to it."""

import threading

from interleave_unit import main


class Record:
    def __init__(self, lock):
        self.lock = lock
        self.states = []
        self.printed = []

    def look(self):
        self.note('held' if self.lock.locked() else 'free')

    def note(self, state):
        self.states.append(state)
        self.printed.append(repr(self.lock))


def round_trip(unit, lock, record):
    wait = unit.params['wait'] / 1000
    inside, leave = threading.Event(), threading.Event()

    def pass_through():
        with lock:
            inside.set()
            leave.wait()

    record.look()
    lock.acquire(blocking=False)
    record.look()
    record.note('taken twice' if lock.acquire(blocking=False) else 'refused')
    waiter = threading.Thread(target=pass_through)
    waiter.start()
    record.note('entered' if inside.wait(wait) else 'waited for')
    lock.release()
    inside.wait()
    record.look()
    record.note('taken twice' if lock.acquire(timeout=wait) else 'timed out')
    leave.set()
    waiter.join()
    record.look()
    unit.count('waits')


def release_free(unit, lock, record):
    try:
        lock.release()
        record.note('released')
    except RuntimeError:
        unit.count('refusals')
        record.note('refused')
    record.look()


def release_by_another(unit, lock, record):
    lock.acquire()
    record.look()
    other = threading.Thread(target=lock.release)
    other.start()
    other.join()
    unit.count('threads')
    record.look()


def outlived_by_the_flag(unit, lock, record):
    holder = threading.Thread(target=lock.acquire)
    holder.start()
    holder.join()
    unit.count('threads')
    # Not the whole patience: what nobody will ever release is not released later either.
    taken = lock.acquire(timeout=unit.params['wait'] / 1000)
    record.note('taken' if taken else 'lost for ever')


ACTS = {
    'states': round_trip,
    'release-free': release_free,
    'other-releases': release_by_another,
    'holder-ends': outlived_by_the_flag,
}


def run(unit):
    lock = threading.Lock()
    record = Record(lock)
    start = unit.now()
    ACTS[unit.variant](unit, lock, record)
    unit.measure('wall', unit.now() - start)
    unit.observe(', '.join(record.states), {'states': record.states, 'printed': record.printed})


if __name__ == '__main__':
    main(run, {'wait': 500, 'patience': 20000})
