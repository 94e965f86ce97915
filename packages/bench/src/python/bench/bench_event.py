"""Two threading.Events, set in turn."""

import threading

from bench_unit import Corrupt, Partner, main


class RoundTrip:
    def __init__(self):
        self.ping = threading.Event()
        self.pong = threading.Event()
        self.wanted = 0
        self.answered = 0
        self.partner = Partner(self.answer)

    def answer(self, times):
        for _ in range(times):
            self.ping.wait()
            self.ping.clear()
            self.pong.set()

    def ask(self, times):
        for _ in range(times):
            self.ping.set()
            if self.pong.wait():
                self.answered += 1
            self.pong.clear()

    def run(self, times):
        self.wanted += times
        return self.partner.together(times, lambda: self.ask(times))

    def check(self):
        if self.wanted != self.answered:
            raise Corrupt('Of {} round trips {} were answered'.format(self.wanted, self.answered))


main({'roundTrip': RoundTrip})
