"""Row 5.4 in Python: what the kernel counts when it takes the CPU from a thread."""

import asyncio
import re
import threading
import time

from interleave_unit import Assumption, main


def switches():
    try:
        with open('/proc/thread-self/status', encoding='ascii') as file:
            status = file.read()
    except OSError as error:
        raise Assumption('the kernel does not say how often it switched: {}'.format(error)) from error
    return [int(count) for count in re.findall(r'^(?:non)?voluntary_ctxt_switches:\s*(\d+)$', status, re.M)]


def waits(steps):
    for _ in range(steps):
        time.sleep(0.001)


def spins(steps):
    end = time.perf_counter() + steps / 1000
    while time.perf_counter() < end:
        pass


def hands_over(steps):
    async def flow():
        for _ in range(steps // 2):
            await asyncio.sleep(0)

    async def flows():
        await asyncio.gather(flow(), flow())

    asyncio.run(flows())


DOINGS = {'waiting': waits, 'spinning': spins, 'flows': hands_over}


def run(unit):
    steps = unit.params['steps']
    counts = []

    def work():
        before = switches()
        DOINGS[unit.variant](steps)
        counts.extend(after - earlier for after, earlier in zip(switches(), before))

    switches()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    voluntary, involuntary = counts
    unit.count('steps', steps)
    unit.measure('voluntary', voluntary)
    unit.measure('involuntary', involuntary)
    if voluntary >= 0.75 * steps:
        key = 'switched each time'
    else:
        key = 'ran on' if voluntary <= 0.25 * steps else 'switched now and then'
    unit.observe(key, {'steps': steps, 'voluntary': voluntary, 'involuntary': involuntary})


if __name__ == '__main__':
    main(run, {'steps': 1000})
