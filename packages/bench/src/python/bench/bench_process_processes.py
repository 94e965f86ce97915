"""multiprocessing: two processes that wake each other, a new one, and one that is killed."""

import asyncio
import multiprocessing
import multiprocessing.connection
import os
import signal
import time

from bench_unit import Corrupt, main


def answer(ping, pong, answered):
    count = 0
    while True:
        ping.acquire()
        count += 1
        answered.value = count
        pong.release()


class RoundTrip:
    def __init__(self):
        self.ping = multiprocessing.Semaphore(0)
        self.pong = multiprocessing.Semaphore(0)
        self.answered = multiprocessing.Value('i', 0, lock=False)
        self.asked = 0
        args = (self.ping, self.pong, self.answered)
        multiprocessing.Process(target=answer, args=args, daemon=True).start()
        self.run(1)

    def run(self, times):
        ping, pong = self.ping, self.pong
        began = time.perf_counter()
        for _ in range(times):
            ping.release()
            pong.acquire()
        took = time.perf_counter() - began
        self.asked += times
        return took

    def check(self):
        if self.answered.value != self.asked:
            raise Corrupt('Of {} round trips {} were answered'.format(self.asked, self.answered.value))


def heard(loop, connection, listener):
    loop.add_reader(connection.fileno(), lambda: listener(connection.recv_bytes()))


def echo(connection):
    loop = asyncio.new_event_loop()
    heard(loop, connection, connection.send_bytes)
    loop.run_forever()


class Wake:
    """A wake-up is half a round trip between two event loops."""

    def __init__(self):
        self.connection, there = multiprocessing.Pipe()
        multiprocessing.Process(target=echo, args=(there,), daemon=True).start()
        self.loop = asyncio.new_event_loop()
        self.sent = 0
        self.left = 0
        self.wrong = 0
        heard(self.loop, self.connection, self.take)

    def send(self):
        self.connection.send_bytes(bytes([self.sent & 255]))

    def take(self, octets):
        if octets != bytes([self.sent & 255]):
            self.wrong += 1
        self.sent += 1
        self.left -= 1
        if self.left == 0:
            self.loop.stop()
        else:
            self.send()

    def run(self, times):
        self.left = trips = -(-times // 2)
        began = time.perf_counter()
        self.send()
        self.loop.run_forever()
        return (time.perf_counter() - began) * (times / (2 * trips))

    def check(self):
        if self.wrong:
            raise Corrupt('{} of {} answers were wrong'.format(self.wrong, self.sent))


def mark(ran):
    ran.release()


class Start:
    def __init__(self):
        self.context = multiprocessing.get_context('spawn')
        self.ran = self.context.Semaphore(0)
        self.wrong = 0

    def run(self, times):
        took = 0.0
        for _ in range(times):
            began = time.perf_counter()
            process = self.context.Process(target=mark, args=(self.ran,))
            process.start()
            self.ran.acquire()
            took += time.perf_counter() - began
            process.join()
            if process.exitcode != 0:
                self.wrong += 1
        return took

    def check(self):
        if self.wrong:
            raise Corrupt('{} processes ended otherwise'.format(self.wrong))


def stay(held):
    held.release()
    time.sleep(3600)


class Recovery:
    """Its locks are held for ever when their holder dies: how soon the death is known is all that there is."""

    def __init__(self):
        self.held = multiprocessing.Semaphore(0)
        self.wrong = 0

    def run(self, times):
        took = 0.0
        for _ in range(times):
            process = multiprocessing.Process(target=stay, args=(self.held,))
            process.start()
            self.held.acquire()
            began = time.perf_counter()
            os.kill(process.pid, signal.SIGKILL)
            multiprocessing.connection.wait([process.sentinel])
            took += time.perf_counter() - began
            process.join()
            if process.exitcode != -signal.SIGKILL:
                self.wrong += 1
        return took

    def check(self):
        if self.wrong:
            raise Corrupt('{} processes ended otherwise'.format(self.wrong))


if __name__ == '__main__':
    main({'roundTrip': RoundTrip, 'wake': Wake, 'start': Start, 'recovery': Recovery})
