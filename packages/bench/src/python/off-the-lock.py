"""Row 6.10 in Python: native code that does not need the lock of the interpreter, or the event loop."""

import asyncio
import hashlib
import os
import time

from interleave_unit import Assumption, main

ENOUGH = 3
CONFIRM = 10
# Iterations of a derivation that takes a few milliseconds, whatever the preset.
BURST = 5000
# iterations: the key, which the scenario's contract states as well.
DIGESTS = {
    50000: 'ae409ce6f5eaac4f71e42819b480ebb0547d678d2859622f3b1ede4bc67a2a23',
    500000: 'd6bc73960fd1b8b3064015965532b61c722728a9f033f0037b5dcf4fd4458976',
}


def scramble(rounds):
    x = 1
    for _ in range(rounds):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
    return x


class Watch:
    """What the event loop can do while somebody computes: a timer, again and again."""

    def __init__(self, patience):
        self.patience = patience / 1000
        self.busy = self.over = False
        self.ticks = 0

    async def tick(self):
        while not self.over:
            await asyncio.sleep(0.001)
            self.ticks += self.busy

    def again(self, compute):
        """Once, and on a busy machine again until the others had their chance."""
        self.busy = True
        end = time.perf_counter() + self.patience
        while True:
            compute()
            if self.ticks >= ENOUGH or time.perf_counter() > end:
                break
        self.busy = False


async def native_pair(unit):
    """As the scenario does it: tried until two at once had two CPUs, against the shortest of two in a row."""
    if (os.cpu_count() or 1) < 2:
        raise Assumption('This machine has one CPU')
    loop = asyncio.get_running_loop()
    iterations = min(unit.params['iterations'], BURST)

    def one():
        hashlib.pbkdf2_hmac('sha256', b'password', b'salt', iterations)

    async def both():
        await asyncio.gather(loop.run_in_executor(None, one), loop.run_in_executor(None, one))

    def row(times):
        for _ in range(times):
            start = unit.now()
            one()
            one()
            rows.append(unit.now() - start)

    rows, at_once, cpus = [], [], []
    row(CONFIRM)
    end = unit.now() + unit.params['pairing']
    while True:
        row(1)
        start, before = unit.now(), time.process_time()
        await both()
        at_once.append(unit.now() - start)
        cpus.append((time.process_time() - before) * 1000 / at_once[-1])
        if at_once[-1] < 0.75 * min(rows):
            row(CONFIRM)
        together = at_once[-1] < 0.75 * min(rows)
        if together or unit.now() >= end:
            break
    held_up = sorted(rows)[len(rows) // 2] > 1.5 * min(rows)
    if held_up and not together:
        raise Assumption('The machine was too busy with other things: two never had a CPU each')
    unit.measure('gain', min(rows) / min(at_once))
    unit.measure('cpus', max(cpus))
    pair = {'together': together, 'attempts': len(at_once), 'inRow': min(rows), 'atOnce': min(at_once)}
    seen = {'ticks': 0, 'digest': '', 'iterations': unit.params['iterations']}
    unit.observe('two at once' if together else 'in turn', {**seen, 'pair': {**pair, 'cpus': max(cpus)}})


async def flows(unit):
    watch = Watch(unit.params['patience'])
    iterations = unit.params['iterations']
    loop = asyncio.get_running_loop()

    def in_script():
        scramble(unit.params['rounds'])

    def natively():
        return hashlib.pbkdf2_hmac('sha256', b'password', b'salt', iterations).hex()

    ticking = asyncio.ensure_future(watch.tick())
    digest = ''
    if unit.variant == 'script':
        watch.busy = True
        in_script()
        watch.busy = False
    elif unit.variant == 'script-in-a-thread':
        # The interpreter takes its lock from the thread every few milliseconds, and the loop has its turn.
        await loop.run_in_executor(None, watch.again, in_script)
    else:
        digest = natively()
        await loop.run_in_executor(None, watch.again, natively)
    watch.over = True
    await ticking
    unit.measure('ticks', watch.ticks)
    if watch.ticks < ENOUGH:
        key = 'the loop stands still'
    elif digest and digest != DIGESTS.get(iterations, digest):
        key = 'another key'
    else:
        key = 'the loop goes on'
    unit.observe(key, {'ticks': watch.ticks, 'digest': digest, 'iterations': iterations, 'pair': None})


def run(unit):
    unit.count('rounds', unit.params['rounds'])
    asyncio.run(native_pair(unit) if unit.variant == 'native-twice' else flows(unit))


if __name__ == '__main__':
    main(run, {'iterations': 500000, 'rounds': 5000000, 'patience': 10000, 'pairing': 40000})
