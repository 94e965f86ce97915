"""Rows 6.3, 6.4 and 6.5 in Python: a queue with a bound, who waits at it, and who gives up."""

import queue
import threading
import time

from interleave_unit import main

PATIENCE = 20


def memory():
    """What the process has in RAM; None where the kernel does not say."""
    try:
        with open('/proc/self/status', encoding='ascii') as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith('VmRSS'))
    except (OSError, StopIteration):
        return None


def overrun(unit):
    items, size = unit.params['items'], unit.params['bytes']
    bounded = unit.variant == 'bounded'
    maxsize = unit.params['maxsize'] if bounded else 0
    store = queue.Queue(maxsize=maxsize)
    put = []

    def fill():
        for _ in range(items):
            store.put(bytearray(size))
            put.append(None)

    before = memory()
    producer = threading.Thread(target=fill)
    producer.start()
    while not store.full() and producer.is_alive():
        time.sleep(0.002)
    time.sleep(unit.params['wait'] / 4000)
    if before is not None:
        unit.measure('memory', memory() - before)
    highest = 0
    for got in range(items):
        highest = max(highest, store.qsize(), len(put) - got)
        store.get()
    producer.join()
    unit.count('items', items)
    if bounded:
        key = 'within its bound' if highest <= maxsize else 'over its bound'
    else:
        key = 'piled up' if highest == items else 'within a bound'
    return key, {'items': items, 'maxsize': maxsize, 'highest': highest, 'got': items, 'waiter': None}


def wake(unit):
    puts = unit.variant == 'blocked-put'
    store = queue.Queue(maxsize=1)
    begun = threading.Event()

    def act():
        begun.set()
        if puts:
            store.put(b'')
        else:
            store.get()

    if puts:
        store.put_nowait(b'')
    waiter = threading.Thread(target=act)
    waiter.start()
    begun.wait()
    time.sleep(unit.params['wait'] / 1000)
    early = not waiter.is_alive()
    if not early:
        store.get() if puts else store.put(b'')
    waiter.join()
    unit.count('items')
    key = 'did not wait' if early else 'waited, then woken'
    return key, {'items': 1, 'maxsize': 1, 'highest': 1, 'got': 1, 'waiter': key}


def give_up(unit):
    wait = unit.params['wait']
    store = queue.Queue(maxsize=1)
    store.put_nowait(b'')
    start = unit.now()
    key = 'put'
    try:
        store.put(b'', timeout=wait / 1000)
    except queue.Full:
        unit.log('producer: Queue is full')
        key = 'Full'
    took = unit.now() - start
    unit.measure('until-full', took / wait)
    unit.count('items')
    if key == 'Full' and took < 0.9 * wait:
        key = 'Full too early'
    if key == 'Full' and took > PATIENCE * wait:
        key = 'Full much too late'
    return key, {'items': 2, 'maxsize': 1, 'highest': store.qsize(), 'got': 0, 'waiter': key}


def run(unit):
    act = {'put-timeout': give_up, 'blocked-put': wake, 'blocked-get': wake}.get(unit.variant, overrun)
    unit.observe(*act(unit))


if __name__ == '__main__':
    main(run, {'items': 500, 'maxsize': 4, 'bytes': 65536, 'wait': 1000})
