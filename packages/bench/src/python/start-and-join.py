"""Row 4.9 in Python: threads by hand: make, start, keep, join."""

import threading

from interleave_unit import main

MISUSES = ['join before start', 'start twice', 'start after the end', 'join oneself']


def start_and_join(unit, count, seconds):
    gates = [threading.Event() for _ in range(count + 1)]
    results = [None] * count
    ended = []

    def work(self):
        gates[self + 1].wait()
        results[self] = 42
        ended.append(self + 1)
        gates[self].set()

    def join(thread, timeout=None):
        # Gives None either way: whether the thread has ended is another question.
        thread.join(timeout)
        return not thread.is_alive()

    threads = [threading.Thread(target=work, args=(self,)) for self in range(count)]
    alive = [threads[0].is_alive()]
    for thread in threads:
        thread.start()
    alive.append(threads[0].is_alive())
    joins = [join(threads[0], seconds)]
    alive.append(threads[0].is_alive())
    begin = unit.now()
    gates[count].set()
    joins.append(join(threads[0]))
    alive.append(threads[0].is_alive())
    unit.measure('first-join', unit.now() - begin)
    for thread in threads:
        thread.join()
    unit.measure('all-joins', unit.now() - begin)
    unit.count('threads', count)

    there = sum(result == 42 for result in results)
    if joins != [False, True]:
        key = 'joined too early'
    elif alive != [False, True, True, False]:
        key = 'wrongly alive'
    elif there < count:
        key = 'read too early'
    else:
        key = 'all there' if ended == list(range(count, 0, -1)) else 'another order'
    seen = {'threads': count, 'results': there, 'ended': ended, 'alive': alive}
    unit.observe(key, {**seen, 'joins': joins, 'refused': []})


def misuse(unit):
    refused = []

    def attempt(what, wrong):
        try:
            wrong()
        except RuntimeError:
            refused.append(what)

    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    attempt('join before start', thread.join)
    thread.start()
    gate.set()
    attempt('start twice', thread.start)
    thread.join()
    attempt('start after the end', thread.start)
    own = threading.Thread(target=lambda: attempt('join oneself', threading.current_thread().join))
    own.start()
    own.join()
    unit.count('threads', 2)
    through = [what for what in MISUSES if what not in refused]
    key = 'let through: ' + ', '.join(through) if through else 'all refused'
    seen = {'threads': 1, 'results': 1, 'ended': [1], 'alive': [], 'joins': []}
    unit.observe(key, {**seen, 'refused': refused})


def run(unit):
    if unit.variant == 'joined':
        start_and_join(unit, unit.params['threads'], unit.params['wait'] / 1000)
    else:
        misuse(unit)


if __name__ == '__main__':
    main(run, {'threads': 10, 'wait': 500})
