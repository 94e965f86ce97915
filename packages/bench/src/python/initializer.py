"""Row 7.7 in Python: what each worker of a pool does first."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from crossing import add, context
from interleave_unit import main

level = 'none'


def prepare(count, to):
    global level
    add(count, 1)
    level = to


def refuse(count):
    add(count, 1)
    raise ValueError('not today')


def look():
    time.sleep(0.005)
    return level, os.getpid()


def run(unit):
    count, calls = context.Value('i', 0), unit.params['calls']
    first, args = (prepare, (count, 'ready')) if unit.variant == 'once' else (refuse, (count,))
    unit.count('calls', calls)
    try:
        workers = unit.params['workers']
        with ProcessPoolExecutor(workers, mp_context=context, initializer=first, initargs=args) as pool:
            answers = [future.result() for future in [pool.submit(look) for _ in range(calls)]]
    except BrokenProcessPool:
        unit.observe('broken', {'prepared': count.value})
        return
    processes = {pid for _, pid in answers}
    if any(found != 'ready' for found, _ in answers):
        key = 'a call before it'
    else:
        key = 'once each' if count.value >= len(processes) else 'not once each'
    unit.observe(key, {'prepared': count.value, 'processes': len(processes)})


if __name__ == '__main__':
    main(run, {'workers': 4, 'calls': 100})
