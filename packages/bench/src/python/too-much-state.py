"""Row 11.9 in Python: a pool that is to call the method of an object that holds a lock."""

import threading

from crossing import context
from interleave_unit import main


class Multiplier:
    def __init__(self):
        self.factor = 10
        self.lock = threading.RLock()

    def times(self, n):
        with self.lock:
            return self.factor * n


def multiply(n):
    return 10 * n


def multiply_by(factor, n):
    return factor * n


def multiply_with(it, n):
    return (it['factor'] if isinstance(it, dict) else it.factor) * n


def map_with(unit, pool, it):
    numbers = [1, 2, 3]
    if unit.variant == 'method':
        return pool.map(it.times, numbers)
    if unit.variant == 'object':
        return pool.starmap(multiply_with, [(it, n) for n in numbers])
    if unit.variant == 'state':
        return pool.starmap(multiply_with, [(dict(vars(it)), n) for n in numbers])
    return pool.starmap(multiply_by, [(it.factor, n) for n in numbers])


def run(unit):
    unit.count('maps')
    with context.Pool(1) as pool:
        try:
            results = map_with(unit, pool, Multiplier())
            key, more = 'mapped' if results == [10, 20, 30] else 'wrong result', {'results': results}
        except TypeError as error:
            key, more = 'refused by a TypeError', {'error': str(error)}
        if pool.apply(multiply, (4,)) != 40:
            key = 'the pool is lost'
    unit.observe(key, more)


if __name__ == '__main__':
    main(run, {})
