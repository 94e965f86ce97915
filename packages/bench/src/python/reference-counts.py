"""Row 3.7 in Python: threads that refer to one object at the same time, and its count afterwards."""

import sys
import threading
import time

from interleave_unit import main


def run(unit):
    count, rounds = unit.params['threads'], unit.params['rounds']
    thing = object()
    kept = []
    line = threading.Barrier(count)

    def refer():
        line.wait()
        for _ in range(rounds):
            kept.append(thing)
            # Gives the interpreter lock away, so that another thread is in the middle of the same.
            time.sleep(0)

    before = sys.getrefcount(thing)
    threads = [threading.Thread(target=refer) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = count * rounds
    counted = sys.getrefcount(thing) - before
    unit.count('steps', len(kept))
    unit.measure('lost', (expected - counted) / expected)
    key = 'exact, in common' if counted == expected else 'lost'
    unit.observe(key, {'expected': expected, 'counts': [counted]})


if __name__ == '__main__':
    main(run, {'threads': 4, 'rounds': 25, 'patience': 1000})
