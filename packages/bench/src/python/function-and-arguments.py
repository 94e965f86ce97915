"""Row 7.6 in Python: what goes to another process when a pool is to call a function."""

import os

from crossing import context
from interleave_unit import main


def add(basket, item):
    basket.append(item)
    return basket, os.getpid()


def run(unit):
    basket = ['bread']
    function = add if unit.variant == 'arguments' else lambda given, item: (given, 0)
    unit.count('calls')
    with context.Pool(1) as pool:
        try:
            child, pid = pool.apply(function, (basket, 'milk'))
        # PicklingError since 3.14, AttributeError before.
        except Exception as error:
            unit.observe('refused', {'error': str(error)})
            return
    if len(basket) > 1:
        key = 'the same'
    elif pid == os.getpid():
        key = 'no other process'
    else:
        key = 'a copy' if child == ['bread', 'milk'] else 'the same'
    unit.observe(key, {'child': child, 'parent': basket})


if __name__ == '__main__':
    main(run, {})
