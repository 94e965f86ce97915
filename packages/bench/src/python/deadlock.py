"""Row 11.6 in Python: two locks, taken in opposite orders; who waits for whom; and three ways out."""

import asyncio
import threading
import time

from interleave_unit import main


class Table:
    def __init__(self, params):
        self.seconds = params['timeout'] / 1000
        self.rounds = params['rounds']
        self.locks = [threading.Lock(), threading.Lock()]
        self.both = threading.Barrier(2)
        self.done = [0, 0]
        self.holds = [None, None]
        self.wants = [None, None]
        self.back_offs = []

    def dine_once(self, self_, own, keeps):
        self.locks[own].acquire()
        self.holds[self_] = own
        if keeps:
            self.both.wait()
        self.wants[self_] = 1 - own
        both = self.locks[1 - own].acquire(timeout=self.seconds)
        if keeps:
            self.both.wait()
        if both:
            self.wants[self_] = None
            self.locks[1 - own].release()
        self.locks[own].release()
        return both

    def dine(self, self_, manner):
        for round_ in range(self.rounds):
            if manner == 'back-off':
                self.dine_or_go_back(self_, round_ == 0)
            elif not self.dine_once(self_, 0 if manner == 'one-order' else self_, manner == 'opposite-order'):
                return
            self.done[self_] += 1

    def dine_or_go_back(self, self_, first):
        own, other = self.locks[self_], self.locks[1 - self_]
        own.acquire()
        if first:
            self.both.wait()
        tries = 0
        while not other.acquire(blocking=False):
            tries += 1
            self.back_offs.append(None)
            own.release()
            time.sleep((1 + tries * (self_ + 1) % 7) / 1000)
            own.acquire()
        other.release()
        own.release()

    def on_threads(self, manner):
        threads = [threading.Thread(target=self.dine, args=(self_, manner)) for self_ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    async def flows(self):
        locks = [asyncio.Lock(), asyncio.Lock()]

        async def flow(self_):
            async with locks[self_]:
                self.holds[self_] = self_
                await asyncio.sleep(0)
                self.wants[self_] = 1 - self_
                try:
                    await asyncio.wait_for(locks[1 - self_].acquire(), self.seconds)
                except asyncio.TimeoutError:
                    await asyncio.sleep(self.seconds)
                else:
                    self.wants[self_] = None
                    self.done[self_] = self.rounds
                    locks[1 - self_].release()

        await asyncio.gather(flow(0), flow(1))

    def circle(self):
        way = [0]
        while True:
            wanted = self.wants[way[-1]]
            if wanted is None or wanted not in self.holds:
                return 'none'
            way.append(self.holds.index(wanted))
            if way.index(way[-1]) < len(way) - 1:
                return ' → '.join(str(self_ + 1) for self_ in way)


def run(unit):
    table = Table(unit.params)
    start = unit.now()
    key = None
    if unit.variant == 'own-lock':
        lock = table.locks[0]
        lock.acquire()
        key = 'let in' if lock.acquire(timeout=table.seconds) else 'waits for ever'
    elif unit.variant == 'flows':
        asyncio.run(table.flows())
    else:
        table.on_threads(unit.variant)
    unit.measure('wall', unit.now() - start)
    unit.measure('back-offs', len(table.back_offs))
    unit.count('back-offs', len(table.back_offs))
    unit.count('attempts')
    circle = table.circle()
    if key is None:
        if table.done == [table.rounds] * 2:
            key = 'both finished'
        else:
            key = 'deadlock' if table.done == [0, 0] and circle == '1 → 2 → 1' else 'one stuck'
    seen = {'done': table.done, 'rounds': table.rounds, 'circle': circle, 'backOffs': len(table.back_offs)}
    unit.observe(key, {**seen, 'refused': None})


if __name__ == '__main__':
    main(run, {'timeout': 1000, 'patience': 30000, 'rounds': 50})
