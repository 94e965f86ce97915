"""Row 6.1 in Python: some make what others use, at speeds of their own."""

import queue
import threading
import time

from interleave_unit import main

CREWS = {'slow-producer': (1, 1), 'slow-consumer': (1, 1), 'many-to-many': (2, 2)}
END = (0, -1)


def run(unit):
    items = unit.params['items']
    make, use = (unit.params['pause'] / 1000 * (unit.variant == who) for who in ('slow-producer', 'slow-consumer'))
    producers, consumers = CREWS[unit.variant]
    line = queue.Queue(maxsize=unit.params['maxsize'])
    found_full, found_empty, disorder, taken = [], [], [], []

    def produce(self):
        for number in range(items):
            time.sleep(make)
            try:
                line.put_nowait((self, number))
            except queue.Full:
                found_full.append(None)
                line.put((self, number))

    def take():
        try:
            return line.get_nowait()
        except queue.Empty:
            found_empty.append(None)
            return line.get()

    def consume(_self):
        latest = {}
        while True:
            item = take()
            if item == END:
                return
            producer, number = item
            if number < latest.get(producer, -1):
                disorder.append(item)
            latest[producer] = number
            time.sleep(use)
            taken.append(item)

    def crew(task, count):
        threads = [threading.Thread(target=task, args=(self,)) for self in range(count)]
        for thread in threads:
            thread.start()
        return threads

    start = unit.now()
    users = crew(consume, consumers)
    for thread in crew(produce, producers):
        thread.join()
    for _ in range(consumers):
        line.put(END)
    for thread in users:
        thread.join()
    total = producers * items
    unit.measure('rate', total * 1000 / (unit.now() - start))
    unit.count('items', total)
    unit.count('found-full', len(found_full))
    unit.count('found-empty', len(found_empty))
    unit.measure('found-full', len(found_full))
    unit.measure('found-empty', len(found_empty))

    lost = total - len(set(taken))
    twice = len(taken) - len(set(taken))
    key = 'lost' if lost else 'twice' if twice else 'out of order' if disorder else 'every item once'
    seen = {'items': total, 'lost': lost, 'twice': twice, 'disorder': len(disorder)}
    unit.observe(key, {**seen, 'waits': [len(found_full), len(found_empty)]})


if __name__ == '__main__':
    main(run, {'items': 50, 'maxsize': 3, 'pause': 50})
