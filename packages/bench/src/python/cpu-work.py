"""Row 4.5 in Python: whether it pays to hand work that computes to asyncio tasks, or to threads of a pool."""

import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from math import factorial as factorial_in_c

from interleave_unit import Assumption, gil_enabled, main

CONFIRM = 10
TURNS = 500
# CPU time over time that no turn-taking comes to.
MORE_THAN_ONE = 1.25


def compute(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product, threading.get_ident()


async def in_flow(n):
    await asyncio.sleep(0)
    return compute(n)


def compare(unit, one, both, patience):
    """Twice in a row and twice at once, as the scenario does it: until that paid or the patience is over."""

    def row(times):
        for _ in range(times):
            start = unit.now()
            one()
            one()
            rows.append(unit.now() - start)

    rows, at_once, cpus = [], [], []
    row(CONFIRM)
    end = unit.now() + patience
    while True:
        row(1)
        start, before = unit.now(), time.process_time()
        both()
        at_once.append(unit.now() - start)
        cpus.append((time.process_time() - before) * 1000 / at_once[-1])

        def gained():
            return at_once[-1] < 0.75 * min(rows) and cpus[-1] > MORE_THAN_ONE

        if gained():
            row(CONFIRM)
        if gained() or unit.now() >= end:
            break
    unit.measure('gain', min(rows) / min(at_once))
    unit.measure('cpus', max(cpus))
    pair = {'together': gained(), 'attempts': len(at_once), 'inRow': min(rows), 'atOnce': min(at_once)}
    return {**pair, 'cpus': max(cpus), 'busy': sorted(rows)[len(rows) // 2] > 1.5 * min(rows)}


def on_one_loop(unit, n, keep):
    async def flows(count):
        keep(*await asyncio.gather(*(in_flow(n) for _ in range(count))))

    def run_flows(count):
        asyncio.run(flows(count))

    return compare(unit, lambda: run_flows(1), lambda: run_flows(2), TURNS)


def in_pool(unit, n, keep):
    if (os.cpu_count() or 1) < 2:
        raise Assumption('This machine has one CPU')
    # With the lock turns stay turns, however often they are tried.
    patience = TURNS if gil_enabled() else unit.params['patience']
    with ThreadPoolExecutor(max_workers=2) as pool:

        def submit(count):
            futures = [pool.submit(compute, n) for _ in range(count)]
            keep(*(future.result() for future in futures))

        pair = compare(unit, lambda: submit(1), lambda: submit(2), patience)
    if pair['busy'] and not pair['together'] and not gil_enabled():
        raise Assumption('The machine was too busy with other things: two never had a CPU each')
    return pair


def run(unit):
    n = unit.params['n']
    own, right = threading.get_ident(), factorial_in_c(n)
    state = {'wrong': 0, 'strayed': False}

    def keep(*items):
        unit.count('items', len(items))
        for product, ident in items:
            state['wrong'] += product != right
            state['strayed'] |= (ident == own) != (unit.variant == 'one-loop')

    pair = (on_one_loop if unit.variant == 'one-loop' else in_pool)(unit, n, keep)
    if state['wrong']:
        key = 'wrong'
    elif state['strayed']:
        key = 'by another thread'
    else:
        key = 'gain' if pair['together'] else 'no gain'
    unit.observe(key, {'pair': pair, **state})


if __name__ == '__main__':
    main(run, {'n': 5000, 'patience': 40000})
