"""Row 6.9 in Python: the end of the work comes through the queue, behind the work."""

import queue
import threading
import time

from interleave_unit import main

PILL = -1
LATE = -2


def run(unit):
    items, consumers = unit.params['items'], unit.params['consumers']
    work = queue.Queue()
    if unit.variant == 'shutdown' and not hasattr(work, 'shutdown'):
        unit.count('items', items)
        unit.observe('no such method', {'items': items, 'used': 0, 'consumers': consumers, 'ended': 0})
        return
    used, ended, let_go = [], [], []

    def take():
        try:
            return work.get()
        except getattr(queue, 'ShutDown', ()):
            return PILL

    def consume():
        while True:
            item = take()
            if item < 0:
                break
            used.append(item)
        if unit.variant == 'passed-on':
            work.put(item)
        (ended if item == PILL else let_go).append(None)

    start = unit.now()
    for item in range(items):
        work.put(item)
    for _ in range({'passed-on': 1, 'one-each': consumers, 'one-short': consumers - 1}.get(unit.variant, 0)):
        work.put(PILL)
    if unit.variant == 'shutdown':
        work.shutdown()
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    if unit.variant == 'one-short':
        while len(ended) < consumers - 1:
            time.sleep(0.005)
        time.sleep(unit.params['wait'] / 1000)
        # The one without a pill would wait for ever; it is let go, and counts itself.
        work.put(LATE)
    for thread in threads:
        thread.join()
    ends = consumers - len(let_go)
    unit.measure('wall', unit.now() - start)
    unit.count('items', len(used))
    key = 'all ended, nothing lost' if ends == consumers else 'somebody left behind'
    seen = {'items': items, 'used': len(used), 'consumers': consumers, 'ended': ends}
    unit.observe('work lost' if len(used) < items else key, seen)


if __name__ == '__main__':
    main(run, {'items': 1000, 'consumers': 4, 'wait': 2000})
