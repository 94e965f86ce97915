"""Rows 11.1 and 11.2 in Python: the program's last line is not its end."""

import subprocess
import sys
import threading
import time

from interleave_unit import main

THREADS = 2
LAST_LINE = 'Bye'
ALIVE = 'still alive'
UNJOINED = 'unjoined: '


def sleep_on(seconds, last_line):
    last_line.wait()
    time.sleep(seconds)
    # print() writes the line and its end one after the other, and another thread may come in between.
    sys.stdout.write(ALIVE + '\n')
    sys.stdout.flush()


def start_and_end(seconds, last_line):
    for index in range(THREADS):
        threading.Thread(target=sleep_on, args=(seconds, last_line), name='sleeper-{}'.format(index + 1)).start()


def program(manner, seconds):
    task, count = (start_and_end, 1) if manner == 'grandchild' else (sleep_on, THREADS)
    # Set when main has come to its last line, unless it joins.
    last_line = threading.Event()
    threads = [
        threading.Thread(target=task, args=(seconds, last_line), name='sleeper-{}'.format(index + 1))
        for index in range(count)
    ]
    for thread in threads:
        thread.daemon = manner == 'daemon'
        thread.start()
    if manner == 'joined':
        last_line.set()
    if manner in ('joined', 'grandchild'):
        for thread in threads:
            thread.join()
    alive = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    print(UNJOINED + ' '.join(sorted(alive)), flush=True)
    print(LAST_LINE, flush=True)
    last_line.set()


def run(unit):
    seconds = unit.params['long' if unit.variant == 'daemon' else 'ms'] / 1000
    start = unit.now()
    command = [sys.executable, '-u', __file__, '--program', unit.variant, str(seconds)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True)
    output, unjoined, last_line = [], [], start
    for line in child.stdout:
        if line.startswith(UNJOINED):
            unjoined = line[len(UNJOINED) :].split()
            continue
        output.append(line.strip())
        if output[-1] == LAST_LINE:
            last_line = unit.now()
    code = child.wait()
    end = unit.now()
    unit.count('programs', int(LAST_LINE in output))
    unit.measure('outlived', end - last_line)
    unit.measure('wall', end - start)
    unit.span('main', 'until its last line', start, last_line)
    unit.span('program', 'after the last line of main', last_line, end)

    alive = output.count(ALIVE)
    if code != 0:
        key = 'failed with {}'.format(code)
    elif alive == 0:
        key = 'ends with its last line'
    elif alive < THREADS:
        key = 'half said'
    else:
        key = 'outlives its last line' if output[0] == LAST_LINE else 'waits before its last line'
    unit.observe(key, {'code': code, 'output': output, 'unjoined': unjoined, 'outlived': end - last_line})


if __name__ == '__main__':
    if sys.argv[1:2] == ['--program']:
        program(sys.argv[2], float(sys.argv[3]))
    else:
        main(run, {'ms': 5000, 'long': 30000})
