"""Row 11.5 in Python: log lines of many processes and threads."""

import logging
import os
import re
import subprocess
import sys
import threading

from crossing import context
from interleave_unit import main

THREADS = 2
TEXT = 'the quick brown fox'
NAMED = re.compile(r'^\S+ \S+ \[INFO/SpawnProcess-\d+/(writer-\d+)\] (\d+) \S+: the quick brown fox \d+$')
NAMELESS = re.compile(r'^the quick brown fox \d+$')
FORMAT = '%(asctime)s [%(levelname)s/%(processName)s/%(threadName)s] %(process)d %(filename)s:%(lineno)d: %(message)s'


def logger():
    """The library's own, with a handler that says who; the level is what the process has inherited."""
    log = context.get_logger()
    if not log.handlers:
        handler = logging.StreamHandler()
        log.addHandler(handler)
    for handler in log.handlers:
        handler.setFormatter(logging.Formatter(FORMAT))
    return log


def write_lines(manner, lines, log, here, everybody):
    """One thread of a process meets the other processes for both; the barriers are of one scope each."""
    for line in range(1, lines + 1):
        meet(here, everybody)
        if manner == 'logger':
            log.info('%s %d', TEXT, line)
        else:
            os.write(1, TEXT.encode())
            meet(here, everybody)
            os.write(1, ' {}\n'.format(line).encode())


def meet(here, everybody):
    if here.wait() == 0:
        everybody.wait()
    here.wait()


def work(manner, lines, everybody):
    here, log = threading.Barrier(THREADS), logger()
    threads = [
        threading.Thread(
            target=write_lines, args=(manner, lines, log, here, everybody), name='writer-{}'.format(index + 1)
        )
        for index in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def speak(go):
    go.wait()
    logger().info('heard')


def program(manner, processes, lines):
    logger().setLevel(logging.INFO)
    if manner == 'level':
        go = context.Event()
        children = [context.Process(target=speak, args=(go,))]
    else:
        everybody = context.Barrier(processes)
        children = [context.Process(target=work, args=(manner, lines, everybody)) for _ in range(processes)]
    for child in children:
        child.start()
    if manner == 'level':
        go.set()
    for child in children:
        child.join()


def run(unit):
    processes, lines = unit.params['processes'], unit.params['lines']
    begin = unit.now()
    command = [sys.executable, '-u', __file__, '--program', unit.variant, str(processes), str(lines)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    unit.measure('wall', unit.now() - begin)
    unit.count('programs')
    found = [line for line in (done.stdout + done.stderr).split('\n') if line]
    # The library itself logs the lives of its processes by the same logger.
    found = [line for line in found if 'quick' in line or 'heard' in line or re.match(r'^[ \d]*$', line)]
    named = [match for match in map(NAMED.match, found) if match]
    nameless = sum(1 for line in found if NAMELESS.match(line))
    torn = len(found) - len(named) - nameless
    unit.count('writers', len({match.groups() for match in named}))
    if done.returncode != 0:
        key = 'failed with {}'.format(done.returncode)
    elif unit.variant == 'level':
        key = 'heard' if sum(1 for line in found if line.endswith(': heard')) == 1 else 'unheard'
    elif torn > 0:
        key = 'torn'
    elif len(named) + nameless < processes * THREADS * lines:
        key = 'lost'
    else:
        key = 'nameless' if nameless else 'whole'
    unit.observe(key, {'code': done.returncode, 'named': len(named), 'nameless': nameless, 'torn': torn})


if __name__ == '__main__':
    if sys.argv[1:2] == ['--program']:
        program(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(run, {'processes': 4, 'lines': 50})
