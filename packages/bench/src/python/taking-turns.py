"""Rows 3.4 and 3.6 in Python: generators, asyncio tasks, and threads under a lock, all of which take turns."""

import asyncio
import threading
import time
from collections import deque

from interleave_unit import main


class Turns:
    def __init__(self, turn):
        self.seconds = turn / 1000
        self.inside = self.together = self.hand_overs = self.done = 0
        self.latest = None
        self.idents = set()

    def work(self):
        self.idents.add(threading.get_ident())
        self.inside += 1
        self.together = max(self.together, self.inside)
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end and self.together < 2:
            pass

    def leave(self, self_):
        self.hand_overs += self.latest != self_
        self.latest = self_
        self.done += 1
        self.inside -= 1


def green(turns, flows, items):
    def flow(self_):
        for _ in range(items):
            turns.work()
            turns.leave(self_)
            yield

    ready = deque(flow(index) for index in range(flows))
    while ready:
        task = ready.popleft()
        if next(task, 'done') != 'done':
            ready.append(task)


def on_one_loop(turns, flows, items):
    async def flow(self_):
        for _ in range(items):
            turns.work()
            turns.leave(self_)
            await asyncio.sleep(0)

    async def all_flows():
        await asyncio.gather(*(flow(index) for index in range(flows)))

    asyncio.run(all_flows())


def under_lock(turns, flows, items):
    line = threading.Barrier(flows)
    # A queue of who is next, because Python's lock goes to whoever takes it first.
    turn = threading.Condition()
    waiting = deque(range(flows))

    def flow(self_):
        line.wait()
        for _ in range(items):
            with turn:
                turn.wait_for(lambda: waiting[0] == self_)
                turns.work()
                turns.leave(self_)
                waiting.rotate(-1)
                turn.notify_all()

    threads = [threading.Thread(target=flow, args=(index,)) for index in range(flows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


RUNS = {'green': green, 'flows': on_one_loop, 'one-lock': under_lock}


def run(unit):
    flows, items, turn = (unit.params[name] for name in ('flows', 'items', 'turn'))
    turns = Turns(turn)
    begin = unit.now()
    RUNS[unit.variant](turns, flows, items)
    wall = unit.now() - begin
    unit.measure('wall', wall)
    unit.measure('split', wall / (flows * items * turn))
    unit.count('hand-overs', turns.hand_overs)
    wanted = flows if unit.variant == 'one-lock' else 1
    if turns.done < flows * items:
        key = 'missing'
    elif turns.together > 1:
        key = 'two at once'
    elif len(turns.idents) != wanted:
        key = 'on other threads'
    else:
        key = 'no turns' if turns.hand_overs < flows else 'in turn'
    seen = {'items': flows * items, 'done': turns.done, 'together': turns.together}
    unit.observe(key, {**seen, 'handOvers': turns.hand_overs, 'threads': len(turns.idents), 'wanted': wanted})


if __name__ == '__main__':
    main(run, {'flows': 4, 'items': 25, 'turn': 5})
