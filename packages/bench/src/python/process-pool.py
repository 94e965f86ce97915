"""Rows 7.4 and 7.5 in Python: a fixed number of processes, and the ordered results of a map."""

import os
import time

from crossing import context
from interleave_unit import main


def square(n, pause):
    time.sleep(pause)
    return n * n, os.getpid(), os.getppid()


def run(unit):
    size = unit.params['processes']
    numbers = range(1, 4 if unit.variant == 'guide' else unit.params['calls'] + 1)
    begin = unit.now()
    with context.Pool(size) as pool:
        answers = pool.starmap(square, [(n, 0.1 if n == 1 else 0) for n in numbers], chunksize=1)
    unit.measure('all', unit.now() - begin)
    unit.count('answers', len(answers))
    squares, expected = [answer[0] for answer in answers], [n * n for n in numbers]
    processes = {answer[1] for answer in answers}
    if any(answer[2] != os.getpid() for answer in answers):
        key = 'strangers'
    elif len(processes) > size:
        key = 'more processes than the pool has'
    elif squares == expected:
        key = 'in order'
    else:
        key = 'out of order' if sorted(squares) == expected else 'wrong result'
    unit.observe(key, {'squares': squares, 'processes': len(processes), 'allowed': size})


if __name__ == '__main__':
    main(run, {'processes': 5, 'calls': 100})
