"""Row 2.3 in Python: what a thread costs to start and to keep, beside a program."""

import os
import subprocess
import sys
import threading
import time

from interleave_unit import Assumption, main

CROWD = 4


def memory():
    """Bytes in RAM: the second field of statm counts pages."""
    try:
        with open('/proc/self/statm') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except OSError:
        raise Assumption('this system has no /proc that says how much memory a process has') from None


def start_thread():
    arrived = []
    begin = time.time()
    thread = threading.Thread(target=lambda: arrived.append(time.time()))
    thread.start()
    thread.join()
    return (arrived[0] - begin) * 1000


def start_process():
    begin = time.time()
    child = subprocess.run([sys.executable, __file__, '--look'], stdout=subprocess.PIPE, check=True)
    at, bytes_ = child.stdout.split()
    return (float(at) - begin) * 1000, int(bytes_)


def memory_of_thread():
    before = memory()
    line = threading.Barrier(CROWD + 1)
    go = threading.Event()

    def wait():
        line.wait()
        go.wait()

    threads = [threading.Thread(target=wait) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    line.wait()
    grown = max(0, memory() - before) / CROWD
    go.set()
    for thread in threads:
        thread.join()
    return grown


def run(unit):
    by_time = unit.variant == 'start'
    thread, process = float('inf'), float('inf')
    start_thread()
    for _ in range(unit.params['tries'] if by_time else 1):
        start, bytes_ = start_process()
        process = min(process, start if by_time else bytes_)
        thread = min(thread, start_thread() if by_time else memory_of_thread())
        unit.count('started')
    unit.measure('thread' if by_time else 'thread-memory', thread)
    unit.measure('process' if by_time else 'process-memory', process)
    key = 'a thread costs less' if thread < process else 'a thread costs no less'
    unit.observe(key, {'thread': thread, 'process': process})


if __name__ == '__main__':
    if sys.argv[1:] == ['--look']:
        now = time.time()
        print(now, memory())
        sys.exit(0)
    main(run, {'tries': 8})
