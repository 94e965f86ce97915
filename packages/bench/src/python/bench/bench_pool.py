"""concurrent.futures.ThreadPoolExecutor as it comes, with two workers. Arguments and results are references.

Nothing is imported before it has to be: to import it is part of the cold start.
"""

import threading
import time

from bench_unit import Corrupt, main

WORKERS = 2
MANY = 1000
FEW = 8
MIB = 1024 * 1024
PRIME = 1000000007
PRODUCT = 10000
HELD = 1.0
BURST = 8
PAUSE = 0.002


def echo(value):
    return value


def look(octets):
    return octets[0] + octets[len(octets) >> 1] + octets[-1]


def product(most):
    result = 1
    for factor in range(2, most + 1):
        result *= factor
    return result % PRIME


def hold(seconds):
    time.sleep(seconds)
    return seconds


def threads():
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(WORKERS)


class Work:
    """Something that is asked of an executor, and what should have come back."""

    def __init__(self, make):
        self.pool = make()
        self.next = 0
        self.wrong = 0

    def take(self, right):
        if not right:
            self.wrong += 1

    def check(self):
        if self.wrong:
            raise Corrupt('{} results were wrong'.format(self.wrong))


class Stream(Work):
    """Never more than so many tasks are in flight; the oldest is waited for before the next is sent."""

    lanes = MANY

    def send(self, index):
        return self.pool.submit(echo, index)

    def right(self, result, index):
        return result == index

    def run(self, times):
        from collections import deque

        flight, end = deque(), self.next + times
        began = time.perf_counter()
        while self.next < end or flight:
            while self.next < end and len(flight) < self.lanes:
                flight.append((self.next, self.send(self.next)))
                self.next += 1
            index, future = flight.popleft()
            self.take(self.right(future.result(), index))
        return time.perf_counter() - began


class OneByOne(Stream):
    lanes = 1


def entry(lane):
    def word(place):
        return 'word-{}'.format((lane * 31 + place * 17) % 997)

    return {
        'id': 0,
        'name': 'Somebody {}'.format(lane),
        'active': lane % 2 == 0,
        'address': {'street': '{} Long Street'.format(lane), 'city': word(0), 'at': [lane / 7, -lane / 3]},
        'tags': [word(place) for place in range(16)],
        'scores': [(lane * 7 + place) % 1009 for place in range(24)],
        'note': ' '.join(word(place * lane) for place in range(52)),
    }


class Objects(Stream):
    def __init__(self, make):
        super().__init__(make)
        self.entries = [entry(lane) for lane in range(MANY)]

    def send(self, index):
        mine = self.entries[index % MANY]
        mine['id'] = index
        return self.pool.submit(echo, mine)

    def right(self, result, index):
        mine = self.entries[index % MANY]
        return result['id'] == index and result['tags'][15] == mine['tags'][15] and result['note'] == mine['note']


class Copied(Stream):
    lanes = FEW

    def __init__(self, make):
        super().__init__(make)
        self.arrays = [bytearray(MIB) for _ in range(FEW)]

    def send(self, index):
        octets = self.arrays[index % FEW]
        octets[0] = octets[-1] = index & 255
        octets[MIB >> 1] = index % FEW
        return self.pool.submit(look, octets)

    def right(self, result, index):
        return result == 2 * (index & 255) + index % FEW


class Products(Stream):
    lanes = FEW

    def __init__(self, make):
        super().__init__(make)
        self.expected = product(PRODUCT)

    def send(self, index):
        return self.pool.submit(product, PRODUCT)

    def right(self, result, index):
        return result == self.expected


class Cold:
    def __init__(self, make):
        self.make = make
        self.result = None

    def gauge(self, times):
        began = time.perf_counter()
        self.result = self.make().submit(echo, 1).result()
        return [(time.perf_counter() - began) * 1e9]

    def check(self):
        if self.result != 1:
            raise Corrupt('The only task gave {}'.format(self.result))


def resident():
    """Bytes of memory that this process has."""
    import os

    try:
        with open('/proc/self/statm') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except FileNotFoundError:
        import resource

        # The most so far, which is the same while it only grows; where there is no /proc it is in bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Queued(Work):
    def gauge(self, times):
        for _ in range(5):
            for future in [self.pool.submit(echo, index) for index in range(MANY)]:
                future.result()
        held = [self.pool.submit(hold, HELD) for _ in range(WORKERS)]
        time.sleep(0.005)
        before = resident()
        futures = [self.pool.submit(echo, index) for index in range(times)]
        time.sleep(0.005)
        after = resident()
        for future in held:
            self.take(future.result() == HELD)
        for index, future in enumerate(futures):
            self.take(future.result() == index)
        return [max(0, after - before) / times]


class Mixed(Work):
    def gauge(self, times):
        expected = product(PRODUCT)
        for future in [self.pool.submit(echo, index) for index in range(MANY)]:
            future.result()
        for future in [self.pool.submit(product, PRODUCT) for _ in range(4)]:
            future.result()
        over = threading.Event()

        def long():
            while not over.is_set():
                self.take(self.pool.submit(product, PRODUCT).result() == expected)

        # Somebody has to ask for the next long one as soon as one is done.
        asker = threading.Thread(target=long)
        asker.start()
        taken, sent = [0.0] * times, []
        for index in range(times):
            if index % BURST == 0:
                time.sleep(PAUSE)
            began = time.perf_counter()
            future = self.pool.submit(echo, index)
            future.add_done_callback(
                lambda _, index=index, began=began: taken.__setitem__(index, (time.perf_counter() - began) * 1e9)
            )
            sent.append(future)
        for index, future in enumerate(sent):
            self.take(future.result() == index)
        over.set()
        asker.join()
        return taken


SUBJECTS = {
    'noop': Stream,
    'roundTrip': OneByOne,
    'blocking': OneByOne,
    'objects': Objects,
    'copied': Copied,
    'products': Products,
    'cold': Cold,
    'queued': Queued,
    'mixed': Mixed,
}


def subjects(make):
    return {name: lambda subject=subject: subject(make) for name, subject in SUBJECTS.items()}


# The other executor's script imports this one.
if __name__ == '__main__':
    main(subjects(threads))
