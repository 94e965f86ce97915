"""Row 4.6 in Python: one, ten and a hundred waits at once, in the threads of a pool and in asyncio tasks."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from interleave_unit import main

COUNTS = {'one': 1, 'ten': 10}


def on_threads(unit, seconds, waits):
    line = threading.Barrier(len(waits) + 1)

    def sleep(index):
        line.wait()
        begin = unit.now()
        # Lets go of the interpreter lock, so that the others can go to sleep as well.
        time.sleep(seconds)
        waits[index] = (begin, unit.now())

    with ThreadPoolExecutor(max_workers=len(waits)) as pool:
        nights = pool.map(sleep, range(len(waits)))
        line.wait()
        begin = unit.now()
        list(nights)
    return begin


def on_one_loop(unit, seconds, waits):
    async def sleep(index):
        begin = unit.now()
        await asyncio.sleep(seconds)
        waits[index] = (begin, unit.now())

    async def all_sleep():
        begin = unit.now()
        await asyncio.gather(*(sleep(index) for index in range(len(waits))))
        return begin

    return asyncio.run(all_sleep())


def run(unit):
    ms = unit.params['ms']
    size, _, flows = unit.variant.partition('-')
    waits = [None] * COUNTS.get(size, unit.params['crowd'])
    start = unit.now()
    begin = (on_one_loop if flows else on_threads)(unit, ms / 1000, waits)
    unit.measure('wall', unit.now() - start)
    unit.measure('start', begin - start)

    had = [wait for wait in waits if wait is not None]
    night = max(end for _, end in had) - min(begin for begin, _ in had)
    lengths = [end - begin for begin, end in had]
    for index, (begin, end) in enumerate(had):
        unit.span('sleeper-{}'.format(index + 1), 'wait', begin, end)
    unit.count('waits', len(had))
    unit.measure('night', night)
    # How many slept at once, on average: 1 at most where they slept in turn.
    overlap = sum(lengths) / night
    unit.measure('overlap', overlap)
    if len(had) < len(waits):
        key = 'missing'
    elif min(lengths) < 0.9 * ms:
        key = 'cut short'
    elif len(waits) == 1:
        key = 'alone'
    else:
        key = 'serial' if overlap < 2 else 'overlapped'
    unit.observe(key, {'waits': [{'begin': begin, 'end': end} for begin, end in had]})


if __name__ == '__main__':
    main(run, {'ms': 1000, 'crowd': 100})
