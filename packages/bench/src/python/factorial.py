"""Rows 4.1 and 4.5 in Python: a hundred factorials in a row, as asyncio tasks, and on a pool of a hundred threads."""

import asyncio
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from math import factorial as factorial_in_c

from interleave_unit import interpreter, main

PRIME = 4294967291
# n: (residue modulo PRIME, CRC-32 of the decimal digits), which the scenario's contract states as well.
EXPECTED = {5000: (3827195124, 3538760604), 10000: (4206944636, 1231854836)}


def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product


def digit_checksum(product):
    # Python 3.11 refuses to print numbers of this size unless asked.
    if hasattr(sys, 'set_int_max_str_digits'):
        sys.set_int_max_str_digits(0)
    return zlib.crc32(str(product).encode())


def in_one_row(unit, n, count):
    return [factorial(n) for _ in range(count)], 1


def on_one_loop(unit, n, count):
    flows = min(unit.params['threads'], count)
    products = [None] * count
    state = {'inside': 0, 'together': 0, 'latest': None, 'handovers': 0}

    async def flow(self):
        for item in range(self, count, flows):
            begin = unit.now()
            state['inside'] += 1
            state['together'] = max(state['together'], state['inside'])
            products[item] = factorial(n)
            state['inside'] -= 1
            state['handovers'] += state['latest'] != self
            state['latest'] = self
            unit.span('flow-{}'.format(self + 1), 'factorial', begin, unit.now())
            await asyncio.sleep(0)

    async def all_flows():
        await asyncio.gather(*(flow(self) for self in range(flows)))

    asyncio.run(all_flows())
    unit.count('hand-overs', state['handovers'])
    return products, state['together']


def on_threads(unit, n, count):
    # As in the guide, one worker for each item, whatever the number of threads that the scenario takes.
    with ThreadPoolExecutor(max_workers=count) as pool:
        futures = [pool.submit(factorial, n) for _ in range(count)]
        products = [future.result() for future in futures]
    unit.count('threads', count)
    unit.log('{}: {} threads, as in the guide'.format(interpreter(), count))
    return products, 1


VARIANTS = {'sequential': in_one_row, 'm-to-1': on_one_loop, 'one-to-one': on_threads}


def time_of_one(n):
    best = float('inf')
    for _ in range(3):
        start = time.perf_counter()
        factorial(n)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def run(unit):
    n, count = unit.params['n'], unit.params['count']
    before = time_of_one(n)
    start = unit.now()
    products, together = VARIANTS[unit.variant](unit, n, count)
    wall = unit.now() - start
    one = min(before, time_of_one(n))
    unit.measure('wall', wall)
    unit.measure('rate', count * 1000 / wall)
    unit.measure('parallelism', count * one / wall)

    right = factorial_in_c(n)
    residue, expected = EXPECTED.get(n, (right % PRIME, digit_checksum(right)))
    done = [product for product in products if product is not None]
    wrong = sum(product % PRIME != residue for product in done)
    checksums = sorted({digit_checksum(product) for product in set(done)})
    unit.count('items', len(done))
    if len(done) < count:
        key = 'missing'
    elif wrong or checksums != [expected]:
        key = 'wrong'
    else:
        key = 'two at once' if together > 1 else 'right'
    seen = {'count': count, 'done': len(done), 'wrong': wrong, 'checksums': checksums}
    unit.observe(key, {**seen, 'expected': expected, 'together': together})


if __name__ == '__main__':
    main(run, {'n': 10000, 'count': 100, 'threads': 4})
