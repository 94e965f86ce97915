"""Row 3.2 in Python: a pipeline of two stages, in threads with queue.Queue and in asyncio tasks with asyncio.Queue."""

import asyncio
import queue
import threading

from interleave_unit import main

# What ends a stage; Queue.shutdown is there from 3.13 on only.
PILL = None


class Count:
    def __init__(self, items):
        self.items = items
        self.lock = threading.Lock()
        self.taken = self.early = self.unfinished = 0
        self.out = []

    def took(self):
        with self.lock:
            self.taken += 1
            if self.taken == self.items:
                self.early = len(self.out)

    def came_out(self, piece):
        item, value, stage = piece
        self.unfinished += stage != 1 or value != item * item
        self.out.append(item)


def on_threads(count, workers, room):
    raw, squared = queue.Queue(room), queue.Queue(room)

    def square():
        for item, value, _ in iter(raw.get, PILL):
            count.took()
            squared.put((item, value * value, 1))

    def collect():
        for piece in iter(squared.get, PILL):
            count.came_out(piece)

    first = [threading.Thread(target=square) for _ in range(workers)]
    last = threading.Thread(target=collect)
    for thread in [*first, last]:
        thread.start()
    for item in range(count.items):
        raw.put((item, item, 0))
    for thread in first:
        raw.put(PILL)
    for thread in first:
        thread.join()
    squared.put(PILL)
    last.join()


def on_one_loop(count, workers, room):
    async def run_all():
        raw, squared = asyncio.Queue(room), asyncio.Queue(room)

        async def square():
            while (piece := await raw.get()) is not PILL:
                count.took()
                await squared.put((piece[0], piece[1] ** 2, 1))

        async def collect():
            while (piece := await squared.get()) is not PILL:
                count.came_out(piece)

        last = asyncio.ensure_future(collect())
        first = [asyncio.ensure_future(square()) for _ in range(workers)]
        for item in range(count.items):
            await raw.put((item, item, 0))
        for _ in first:
            await raw.put(PILL)
        await asyncio.gather(*first)
        await squared.put(PILL)
        await last

    asyncio.run(run_all())


def run(unit):
    items, workers, room = (unit.params[name] for name in ('items', 'workers', 'room'))
    count = Count(items)
    begin = unit.now()
    (on_threads if unit.variant == 'threads' else on_one_loop)(count, workers, room)
    unit.measure('rate', items * 1000 / (unit.now() - begin))
    unit.count(unit.variant, workers + 1)
    unit.count('early', count.early)
    if count.unfinished:
        key = 'unfinished'
    elif len(set(count.out)) < len(count.out):
        key = 'twice'
    else:
        key = 'lost' if len(count.out) < items else 'every item once'
    unit.observe(key, {'items': items, 'out': len(count.out), 'early': count.early})


if __name__ == '__main__':
    main(run, {'items': 500, 'workers': 2, 'room': 4})
