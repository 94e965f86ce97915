"""Row 4.8 in Python: who goes on while somebody sleeps, in a thread or on an event loop."""

import asyncio
import threading
import time

from interleave_unit import main

ENOUGH = 3


class House:
    def __init__(self, unit):
        self.unit = unit
        self.seconds = unit.params['ms'] / 1000
        self.step = unit.params['step'] / 1000
        self.patience = unit.params['patience']
        # On the loop of the sleeper only an awaited sleep lets the others tick.
        self.frozen = unit.variant == 'on-the-loop'
        self.over = threading.Event()
        self.asleep = False
        self.by_thread = 0
        self.by_loop = 0

    def naps(self):
        """One sleep, and on a busy machine more of them until the others had their chance."""
        self.begin = self.unit.now()
        self.asleep = True
        while True:
            yield
            went_on = self.by_thread >= ENOUGH and (self.frozen or self.by_loop >= ENOUGH)
            if went_on or self.unit.now() - self.begin > self.patience:
                break
        self.asleep = False
        self.end = self.unit.now()
        self.over.set()

    def sleep(self):
        for _ in self.naps():
            time.sleep(self.seconds)

    async def sleep_on_loop(self):
        for _ in self.naps():
            if self.frozen:
                time.sleep(self.seconds)
            else:
                await asyncio.sleep(self.seconds)

    def tick(self):
        while not self.over.wait(self.step):
            self.by_thread += self.asleep

    async def tick_on_loop(self):
        while not self.over.is_set():
            await asyncio.sleep(self.step)
            self.by_loop += self.asleep

    async def flows(self):
        if self.unit.variant == 'in-a-thread':
            await self.tick_on_loop()
        else:
            await asyncio.gather(self.tick_on_loop(), self.sleep_on_loop())


def run(unit):
    house = House(unit)
    threads = [threading.Thread(target=house.tick)]
    if unit.variant == 'in-a-thread':
        threads.append(threading.Thread(target=house.sleep))
    for thread in threads:
        thread.start()
    asyncio.run(house.flows())
    for thread in threads:
        thread.join()

    slept = house.end - house.begin
    unit.span('sleeper', 'sleep', house.begin, house.end)
    unit.count('sleeps')
    unit.count('ticks', house.by_thread + house.by_loop)
    unit.measure('slept', slept)
    unit.measure('thread-ticks', house.by_thread)
    unit.measure('loop-ticks', house.by_loop)
    if slept < 0.9 * unit.params['ms']:
        key = 'cut short'
    elif house.by_thread >= ENOUGH:
        key = 'all go on' if house.by_loop >= ENOUGH else 'loop stands still'
    else:
        key = 'thread stands still' if house.by_loop >= ENOUGH else 'all stand still'
    unit.observe(key, {'slept': slept, 'byThread': house.by_thread, 'byLoop': house.by_loop})


if __name__ == '__main__':
    main(run, {'ms': 1000, 'step': 50, 'patience': 5000})
