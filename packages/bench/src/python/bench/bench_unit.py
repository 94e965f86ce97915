"""The Python side of a unit that measures: the same calibration, warm-up and samples as engines/timing has.

A script names its subjects: each is a class with `run(times)`, which gives seconds, or `gauge(times)`, which gives a
list of samples, and `check()`, which raises Corrupt. Runs on CPython 3.8 and later with the standard library alone.
"""

import json
import os
import platform
import sys
import threading
import time
import traceback

PROTOCOL = 1
RECORD_SEPARATOR = '\x1e'
LEAST = 0.001
LEAST_STEPS = 100
WARM = 1.0
MOST = 2**26
IN_A_ROW = 3


class Corrupt(Exception):
    """The implementation did something else than it was asked to."""


class Partner:
    """The second thread, which does its part of each sample when the first one begins it."""

    def __init__(self, work):
        self._orders = threading.Semaphore(0)
        self._arrived = threading.Semaphore(0)
        self._done = threading.Semaphore(0)
        self._times = 0
        self._work = work
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            self._orders.acquire()
            self._arrived.release()
            self._work(self._times)
            self._done.release()

    def together(self, times, mine):
        self._times = times
        self._orders.release()
        self._arrived.acquire()
        began = time.perf_counter()
        mine()
        self._done.acquire()
        return time.perf_counter() - began


def clock_step():
    least = float('inf')
    for _ in range(50):
        before = after = time.perf_counter()
        while after == before:
            after = time.perf_counter()
        least = min(least, after - before)
    return least


def calibrate(subject, step, order):
    enough = max(LEAST, LEAST_STEPS * step)
    times, spent, in_row, runs = order['least'], 0.0, 0, 0
    while True:
        runs += 1
        took = subject.run(times)
        subject.check()
        spent += took
        in_row = in_row + 1 if took >= enough else 0
        if in_row >= IN_A_ROW and runs >= order['warmUps'] and spent >= WARM:
            return times
        if in_row == 0:
            if times >= MOST:
                raise ValueError('Cannot calibrate: {} operations took {} s'.format(times, took))
            times *= 2


def sample_rested(subject, order):
    taken = []
    for run in range(order['warmUps'] + order['samples']):
        time.sleep(order['restMs'] / 1000)
        took = subject.run(1)
        subject.check()
        if run >= order['warmUps']:
            taken.append(took * 1e9)
    return taken


def sample(subject, order):
    runs, spent, times = 0, 0.0, order['times']
    while runs < order['warmUps'] or spent < WARM:
        spent += subject.run(times)
        runs += 1
        subject.check()
    taken = [subject.run(times) * 1e9 / times for _ in range(order['samples'])]
    subject.check()
    return taken


def read_gauge(subject, times):
    seen = subject.gauge(times)
    subject.check()
    return seen


def operations_of(subject, step, order):
    """A gauge is read once even so, to see that it can be."""
    if order['gauge'] == 0:
        return 1 if order['restMs'] > 0 else calibrate(subject, step, order)
    read_gauge(subject, order['gauge'])
    return order['gauge']


def samples_of(subject, order):
    if order['gauge'] > 0:
        return read_gauge(subject, order['times'])
    return sample_rested(subject, order) if order['restMs'] > 0 else sample(subject, order)


def main(subjects):
    """Carries out the order on the command line, then ends the process with whatever threads there are."""
    order = json.loads(sys.argv[1])
    began = time.perf_counter()

    def emit(type_, **payload):
        at = round((time.perf_counter() - began) * 1000, 3)
        sys.stdout.write(RECORD_SEPARATOR + json.dumps({'type': type_, 'at': at, **payload}) + '\n')

    emit('hello', protocol=PROTOCOL, runtime='python', version=platform.python_version(), capabilities=[])
    try:
        subject = subjects[order['make']]()
        if order['times'] is None:
            step = clock_step()
            emit('measure', id='step', value=step * 1e9)
            emit('measure', id='times', value=operations_of(subject, step, order))
        else:
            for value in samples_of(subject, order):
                emit('measure', id='sample', value=value)
    except Exception as error:
        name = 'CorruptError' if isinstance(error, Corrupt) else type(error).__name__
        emit('error', phase='run', error={'name': name, 'message': str(error), 'stack': traceback.format_exc()})
    emit('end')
    sys.stdout.flush()
    # Nobody is left to end what a pool has started.
    for child in sys.modules['multiprocessing'].active_children() if 'multiprocessing' in sys.modules else ():
        child.kill()
    os._exit(0)
