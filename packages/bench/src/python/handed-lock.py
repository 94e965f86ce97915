"""Row 7.9 in Python: a lock is shared with those that it is handed to when they are started."""

import threading
import time

from crossing import context, see_through
from interleave_unit import main

HELD, FREE = 1, 2
# Made anew in each process that loads this module, as it is spawned and not forked.
module_lock = context.Lock()


def try_twice(lock, first, second, released):
    def attempt():
        if not lock.acquire(block=False):
            return HELD
        lock.release()
        return FREE

    first.value = attempt()
    released.wait()
    second.value = attempt()


def try_nested(tools, *findings):
    try_twice(tools['locks'][0], *findings)


def try_module(*findings):
    try_twice(module_lock, *findings)


def hand_on(*args):
    see_through(try_twice, [args])


def try_in_thread(*args):
    thread = threading.Thread(target=try_twice, args=args)
    thread.start()
    thread.join()


def run(unit):
    lock = module_lock if unit.variant == 'module-level' else context.Lock()
    first, second, released = context.Value('i', 0), context.Value('i', 0), context.Event()
    findings = (first, second, released)
    target, args = {
        'argument': (try_twice, (lock,) + findings),
        'nested': (try_nested, ({'locks': [lock]},) + findings),
        'handed-on': (hand_on, (lock,) + findings),
        'thread-of-a-child': (try_in_thread, (lock,) + findings),
        'module-level': (try_module, findings),
    }[unit.variant]
    lock.acquire()
    child = context.Process(target=target, args=args)
    child.start()
    while first.value == 0 and child.is_alive():
        time.sleep(0.002)
    lock.release()
    released.set()
    child.join()
    unit.count('tries', sum(1 for finding in (first, second) if finding.value))
    if second.value != FREE:
        key = 'stuck'
    else:
        key = 'the same lock' if first.value == HELD else 'another lock'
    unit.observe(key, {'whileHeld': first.value, 'afterwards': second.value})


if __name__ == '__main__':
    main(run, {})
