"""Row 4.3 in Python: what submit gives: a Future, and not the result."""

import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from interleave_unit import main

ANSWER = 42


class Failure(Exception):
    """What the call fails with, where it is to fail."""


class Work:
    def __init__(self):
        self.fails = False
        self.calls = 0
        self.begun = threading.Event()
        self.gate = threading.Event()

    def __call__(self):
        self.calls += 1
        self.begun.set()
        self.gate.wait()
        if self.fails:
            raise Failure
        return ANSWER


def end_of(future):
    try:
        return 'result {}'.format(future.result())
    except CancelledError:
        return 'cancelled'
    except Failure:
        return 'raises its error'


def done_of(future):
    return 'done' if future.done() else 'not done'


def kind_of(future):
    return 'a Future' if isinstance(future, Future) else 'a ' + type(future).__name__


def submitted(pool, work):
    future = pool.submit(work)
    steps = [kind_of(future), done_of(future)]
    work.begun.wait()
    steps.append('running' if future.running() else 'not running')
    work.gate.set()
    return steps + [end_of(future), done_of(future)]


def failed(pool, work):
    work.fails = True
    future = pool.submit(work)
    steps = [kind_of(future), done_of(future)]
    work.gate.set()
    steps.append(end_of(future))
    steps.append('has its error' if isinstance(future.exception(), Failure) else 'has no error')
    return steps + [done_of(future)]


def cancelled(pool, work):
    first, second = pool.submit(work), pool.submit(work)
    work.begun.wait()
    steps = ['can be' if future.cancel() else 'cannot be' for future in (first, second)]
    work.gate.set()
    steps += [end_of(first), end_of(second)]
    return steps + ['{} begun'.format(work.calls)]


def run(unit):
    work = Work()
    with ThreadPoolExecutor(max_workers=1) as pool:
        steps = {'submitted': submitted, 'failed': failed, 'cancelled': cancelled}[unit.variant](pool, work)
    unit.count('calls', work.calls)
    unit.observe(', '.join(steps), steps)


if __name__ == '__main__':
    main(run, {})
