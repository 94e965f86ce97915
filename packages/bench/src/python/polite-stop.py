"""Rows 6.5 to 6.8 in Python: an event asks everybody to stop, and who waits at a queue does not hear it."""

import asyncio
import queue
import threading
import time

from interleave_unit import main

LATE = -1


class Cell:
    def __init__(self, params, hangs):
        self.second = params['second'] / 1000
        self.most = params['messages']
        self.hangs = hangs
        self.queue = queue.Queue(maxsize=1)
        self.stop, self.was_full, self.enough, self.late = (threading.Event() for _ in range(4))
        self.messages, self.full, self.byes = [], [], []

    def produce(self):
        message = 1
        while not self.stop.is_set() and not (self.hangs and message > self.most):
            try:
                self.queue.put(message, timeout=self.second)
                message += 1
            except queue.Full:
                self.full.append(None)
                self.was_full.set()
        self.byes.append('producer')

    def consume(self):
        if not self.hangs:
            self.was_full.wait()
        while not self.stop.is_set():
            if len(self.messages) == self.most:
                self.late.set()
            try:
                message = self.queue.get(timeout=None if self.hangs else self.second)
            except queue.Empty:
                continue
            if message == LATE:
                continue
            self.messages.append(message)
            if len(self.messages) == self.most:
                self.enough.set()
            if not self.hangs:
                time.sleep(2 * self.second)
        self.byes.append('consumer')


def run_cell(unit):
    hangs = unit.variant == 'blocked-get'
    cell = Cell(unit.params, hangs)
    start = unit.now()
    producer = threading.Thread(target=cell.produce)
    consumer = threading.Thread(target=cell.consume)
    producer.start()
    consumer.start()
    # Where it hangs it is asked while it is on its way into another get.
    (cell.late if hangs else cell.enough).wait()
    asked = unit.now()
    cell.stop.set()
    producer.join()
    consumer.join(5 * cell.second if hangs else unit.params['patience'] / 1000)
    in_time = len(cell.byes)
    if consumer.is_alive():
        cell.queue.put_nowait(LATE)
    else:
        unit.measure('stopped', unit.now() - asked)
    consumer.join()
    unit.measure('wall', unit.now() - start)
    unit.count('messages', len(cell.messages))
    unit.count('full', len(cell.full))
    if cell.full:
        unit.log('producer: Queue is full ({} times)'.format(len(cell.full)))
    if cell.messages != list(range(1, len(cell.messages) + 1)):
        key = 'out of order'
    elif in_time == 2:
        key = 'both said goodbye'
    else:
        key = 'the consumer hangs' if len(cell.byes) == 2 else 'somebody never ended'
    seen = {'messages': len(cell.messages), 'disorder': key == 'out of order', 'full': len(cell.full)}
    unit.observe(key, {**seen, 'byes': [in_time, len(cell.byes)], 'states': []})


async def woken_though_cleared():
    """asyncio.Event, because nobody can tell whether a thread waits already."""
    event = asyncio.Event()
    waiting = [asyncio.ensure_future(event.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    event.set()
    event.clear()
    return sum(await asyncio.gather(*waiting))


def step_through(unit):
    event = threading.Event()
    states = []

    def look():
        states.append('set' if event.is_set() else 'clear')

    def wait(seconds):
        states.append('passed' if event.wait(seconds) else 'timed out')

    look()
    wait(unit.params['second'] / 2000)
    event.set()
    event.set()
    look()
    wait(0)
    event.clear()
    look()
    states.append('{} woken'.format(asyncio.run(woken_though_cleared())))
    look()
    unit.count('messages', len(states))
    seen = {'messages': 0, 'disorder': False, 'full': 0, 'byes': [0, 0]}
    unit.observe(', '.join(states), {**seen, 'states': states})


def run(unit):
    if unit.variant == 'event':
        step_through(unit)
    else:
        run_cell(unit)


if __name__ == '__main__':
    main(run, {'second': 1000, 'messages': 5, 'patience': 30000})
