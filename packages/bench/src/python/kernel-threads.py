"""Rows 3.3 and 3.5 in Python: each thread is a kernel thread, and the kernel decides when it runs."""

import os
import re
import threading
import time

from interleave_unit import Assumption, main


def switches():
    with open('/proc/self/task/{}/status'.format(threading.get_native_id())) as file:
        status = file.read()
    return [int(re.search(r'^{}_ctxt_switches:\s*(\d+)'.format(kind), status, re.M).group(1)) for kind in
            ('voluntary', 'nonvoluntary')]


def count_tasks(unit):
    count = unit.params['threads']
    helpers = len(os.listdir('/proc/self/task'))
    line = threading.Barrier(count + 1)
    go = threading.Event()

    def stand():
        line.wait()
        go.wait()

    threads = [threading.Thread(target=stand) for _ in range(count)]
    for thread in threads:
        thread.start()
    line.wait()
    listed = {int(name) for name in os.listdir('/proc/self/task')}
    go.set()
    for thread in threads:
        thread.join()
    ids = {thread.native_id for thread in threads}
    unit.count('threads', len(ids & listed))
    unit.measure('tasks', len(listed) - helpers)
    what = {'helpers': helpers, 'during': len(listed), 'threads': count}
    if not ids <= listed:
        return 'unknown to the kernel', what
    return 'one each' if len(ids | {threading.get_native_id()}) == count + 1 else 'one for several', what


def count_switches(unit):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    naps, seconds = unit.params['naps'], unit.params['ms'] / 1000
    line = threading.Barrier(3)
    seen = {}

    def measured(name, work):
        line.wait()
        before = switches()
        work()
        seen[name] = [after - first for after, first in zip(switches(), before)]

    def nap():
        for _ in range(naps):
            time.sleep(0.001)

    def spin():
        # Waiting for the interpreter lock gives the CPU away too, so most switches here are asked for; a busy
        # machine, or the time slice of the napping thread, takes the CPU as well.
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pass

    works = [('napper', nap), ('spinner-1', spin), ('spinner-2', spin)]
    threads = [threading.Thread(target=measured, args=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gave, lost = seen['napper']
    taken = min(sum(seen['spinner-1']), sum(seen['spinner-2']))
    unit.count('switches', gave + taken)
    unit.measure('voluntary', gave)
    unit.measure('involuntary', min(seen['spinner-1'][1], seen['spinner-2'][1]))
    what = {'naps': naps, 'gave': gave, 'lost': lost, 'taken': taken}
    if taken == 0:
        return 'never taken off the CPU', what
    # A nap may be over before it began, where the CPU was taken just then for longer than it lasts.
    return 'never left the CPU' if gave == 0 or gave + lost < naps else 'switched', what


def run(unit):
    if not os.path.isdir('/proc/self/task') or not hasattr(threading, 'get_native_id'):
        raise Assumption('this system has no /proc that lists the threads of a process')
    key, what = (count_tasks if unit.variant == 'one-each' else count_switches)(unit)
    unit.observe(key, {'key': key, 'what': what})


if __name__ == '__main__':
    main(run, {'threads': 5, 'naps': 100, 'ms': 500})
