"""The unit's protocol for the Python twins: event lines on standard output, hello first and end last.

One JSON object a line, each behind an ASCII record separator, as packages/core/src/scenario/events.ts has them.
Runs on CPython 3.8 and later with the standard library alone.
"""

import argparse
import json
import platform
import sys
import threading
import time
import traceback

PROTOCOL = 1
RECORD_SEPARATOR = '\x1e'


class Assumption(Exception):
    """What the run needs does not hold here; ends the unit as `precondition`."""


class Unit:
    """What a twin may say while it runs; the twin of the scenario's context."""

    def __init__(self, variant, params, seed):
        self.variant = variant
        self.params = params
        self.seed = seed
        self._began = time.perf_counter()
        self._started = self._began
        self._lock = threading.Lock()

    def emit(self, type_, **payload):
        at = round((time.perf_counter() - self._began) * 1000, 3)
        line = RECORD_SEPARATOR + json.dumps({'type': type_, 'at': at, **payload}) + '\n'
        # Threads report too, and a line in two pieces is no line.
        with self._lock:
            sys.stdout.write(line)
            sys.stdout.flush()

    def hello(self):
        self.emit(
            'hello',
            protocol=PROTOCOL,
            runtime='python',
            version=platform.python_version(),
            capabilities=[
                {'name': 'threads', 'available': True, 'reason': 'kernel threads, one for each threading.Thread'},
                {'name': 'shared-memory', 'available': True, 'reason': 'all threads share all objects'},
                {'name': 'parallel-threads', 'available': not gil_enabled(), 'reason': interpreter()},
            ],
        )

    def start(self, repeat):
        self._started = time.perf_counter()
        # A twin has no contract of its own: its observations are read by the scenario's.
        self.emit('start', variant=self.variant, contractHash='', repeat=repeat)

    def now(self):
        """Milliseconds since the start, monotonic, the same for all threads."""
        return (time.perf_counter() - self._started) * 1000

    def log(self, text):
        self.emit('log', text=text)

    def progress(self, fraction):
        self.emit('progress', fraction=fraction)

    def count(self, name, by=1):
        self.emit('count', name=name, by=by)

    def measure(self, id_, value):
        self.emit('measure', id=id_, value=value)

    def span(self, thread, what, start, end):
        self.emit('span', thread=thread, what=what, start=start, end=end)

    def observe(self, key, value):
        self.emit('observation', key=key, value=value)


def gil_enabled():
    """Whether one lock lets one thread at a time run Python code; free-threaded builds can do without."""
    return getattr(sys, '_is_gil_enabled', lambda: True)()


def interpreter():
    lock = 'with its global interpreter lock' if gil_enabled() else 'free-threaded, without a global lock'
    return '{} {}, {}'.format(platform.python_implementation(), platform.python_version(), lock)


def main(run, defaults, repeat=None):
    """Reads the order from the command line and carries it out; `run(unit)` is called `repeat(params)` times."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--variant', required=True)
    parser.add_argument('--mutant')
    parser.add_argument('--params', default='{}')
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--limit', type=float, default=60000)
    order = parser.parse_args()
    params = {**defaults, **json.loads(order.params)}
    unit = Unit(order.variant, params, order.seed)
    unit.hello()
    try:
        if order.mutant is not None:
            raise Assumption('the Python twins have no mutants: they stand beside the contract, they do not test it')
        times = 1 if repeat is None else repeat(params)
        unit.start(times)
        for time_ in range(times):
            run(unit)
            if times > 1:
                unit.progress((time_ + 1) / times)
    except Assumption as missing:
        unit.emit('precondition', missing=[{'name': 'assumption', 'reason': str(missing)}])
    except Exception as error:
        data = {'name': type(error).__name__, 'message': str(error), 'stack': traceback.format_exc()}
        unit.emit('error', phase='run', error=data)
    unit.emit('end')
