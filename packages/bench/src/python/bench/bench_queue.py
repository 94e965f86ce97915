"""queue.Queue. Its items are references: nothing is copied."""

import queue

from bench_unit import Corrupt, Partner, main

MAXSIZE = 1000
NAMES = ['item-{}'.format(index) for index in range(64)]
BYTES = 65536


def number(index):
    return index


def string(index):
    return NAMES[index & 63]


def small(index):
    return {'id': index, 'name': NAMES[index & 63], 'ok': index & 1 == 0, 'n': index / 2}


PATTERN = bytearray(place * 31 & 255 for place in range(BYTES))


def octets(index):
    PATTERN[0] = PATTERN[-1] = index & 255
    return PATTERN


class Flow:
    make = staticmethod(number)

    def __init__(self):
        self.queue = queue.Queue(MAXSIZE)
        self.put_next = 0
        self.next = 0
        self.wrong = 0
        self.partner = Partner(self.produce)

    def produce(self, times):
        for _ in range(times):
            self.queue.put(self.make(self.put_next))
            self.put_next += 1

    def consume(self, times):
        for _ in range(times):
            if not self.right(self.queue.get(), self.next):
                self.wrong += 1
            self.next += 1

    def right(self, item, index):
        return item == self.make(index)

    def run(self, times):
        return self.partner.together(times, lambda: self.consume(times))

    def check(self):
        if self.wrong:
            raise Corrupt('{} of {} items arrived wrong'.format(self.wrong, self.next))


class Strings(Flow):
    make = staticmethod(string)


class Objects(Flow):
    make = staticmethod(small)


class Octets(Flow):
    make = staticmethod(octets)

    def right(self, item, index):
        return len(item) == BYTES and item is PATTERN


class RoundTrip:
    def __init__(self):
        self.there = queue.Queue()
        self.back = queue.Queue()
        self.next = 0
        self.good = 0
        self.partner = Partner(self.echo)

    def echo(self, times):
        for _ in range(times):
            self.back.put(self.there.get())

    def ask(self, times):
        for _ in range(times):
            self.there.put(self.next)
            if self.back.get() == self.next:
                self.good += 1
            self.next += 1

    def run(self, times):
        return self.partner.together(times, lambda: self.ask(times))

    def check(self):
        if self.good != self.next:
            raise Corrupt('Of {} round trips {} were answered'.format(self.next, self.good))


if __name__ == '__main__':
    main({'numbers': Flow, 'strings': Strings, 'objects': Objects, 'bytes': Octets, 'roundTrip': RoundTrip})
