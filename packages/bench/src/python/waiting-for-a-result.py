"""Row 4.4 in Python: who stands still while somebody waits for a result."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from interleave_unit import main

ENOUGH = 3
ANSWER = 42


class Office:
    def __init__(self, unit):
        self.unit = unit
        self.seconds = unit.params['ms'] / 1000
        self.step = unit.params['step'] / 1000
        # Whether the event loop that ticks is that of a caller who blocks.
        self.frozen = unit.variant == 'blocked'
        self.awaited = threading.Event()
        self.over = threading.Event()
        self.working = False
        self.by_thread = self.by_loop = self.got = 0

    def work(self):
        """Takes the given time, and on a busy machine more of it until the others had their chance."""
        self.awaited.wait()
        self.working = True
        end = self.unit.now() + self.unit.params['patience']
        while True:
            time.sleep(self.seconds)
            went_on = self.by_thread >= ENOUGH and (self.frozen or self.by_loop >= ENOUGH)
            if went_on or self.unit.now() > end:
                break
        self.working = False
        return ANSWER

    def tick(self):
        while not self.over.wait(self.step):
            self.by_thread += self.working

    async def tick_on_loop(self):
        while not self.over.is_set():
            await asyncio.sleep(self.step)
            self.by_loop += self.working

    def wait_here(self, future):
        self.awaited.set()
        self.got = future.result()

    async def wait(self, future):
        if self.unit.variant == 'blocked':
            self.wait_here(future)
        elif self.unit.variant == 'awaited':
            self.awaited.set()
            self.got = await asyncio.wrap_future(future)
        else:
            caller = threading.Thread(target=self.wait_here, args=(future,))
            caller.start()
            while caller.is_alive():
                await asyncio.sleep(self.step)
        self.over.set()

    async def flows(self, future):
        ticking = asyncio.ensure_future(self.tick_on_loop())
        await asyncio.sleep(0)
        begin = self.unit.now()
        await self.wait(future)
        self.unit.span('caller', 'waits for the result', begin, self.unit.now())
        self.unit.measure('waited', self.unit.now() - begin)
        await ticking


def run(unit):
    office = Office(unit)
    ticker = threading.Thread(target=office.tick)
    ticker.start()
    with ThreadPoolExecutor(max_workers=1) as pool:
        asyncio.run(office.flows(pool.submit(office.work)))
    ticker.join()

    unit.count('ticks', office.by_thread + office.by_loop)
    unit.measure('thread-ticks', office.by_thread)
    unit.measure('loop-ticks', office.by_loop)
    if office.got != ANSWER:
        key = 'another result'
    elif office.by_thread >= ENOUGH:
        key = 'all go on' if office.by_loop >= ENOUGH else 'the loop stands still'
    else:
        key = 'the thread stands still' if office.by_loop >= ENOUGH else 'all stand still'
    seen = {'got': office.got, 'refused': False}
    unit.observe(key, {**seen, 'byThread': office.by_thread, 'byLoop': office.by_loop})


if __name__ == '__main__':
    main(run, {'ms': 1000, 'step': 50, 'patience': 10000})
