"""Row 7.10 in Python: a semaphore lets so many in, a lock lets in one."""

import multiprocessing
import threading

from interleave_unit import main

context = multiprocessing.get_context('spawn')


def visit(door, outside, inside, exit_):
    outside.release()
    with door:
        inside.release()
        exit_.wait()


def run(unit):
    who, what = unit.variant.split('-')
    of, start = (threading, threading.Thread) if who == 'threads' else (context, context.Process)
    permits = unit.params['permits'] if what == 'many' else 1
    visitors = permits + unit.params['visitors']
    door = of.Lock() if what == 'lock' else of.Semaphore(permits)
    outside, inside, exit_ = of.Semaphore(0), of.Semaphore(0), of.Event()
    started = [start(target=visit, args=(door, outside, inside, exit_)) for _ in range(visitors)]
    for visitor in started:
        visitor.start()
    for _ in started:
        outside.acquire()
    count = 0
    while count < permits:
        inside.acquire()
        count += 1
    while inside.acquire(timeout=unit.params['quiet'] / 1000):
        count += 1
    exit_.set()
    came = count
    while came < visitors:
        inside.acquire()
        came += 1
    for visitor in started:
        visitor.join()
    unit.count('visits', came)
    unit.measure('inside', count)
    seen = {'permits': permits, 'visitors': visitors, 'inside': count, 'came': came}
    unit.observe('too many' if count > permits else 'as many as permits', seen)


if __name__ == '__main__':
    main(run, {'permits': 3, 'visitors': 4, 'quiet': 500})
