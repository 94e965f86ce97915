"""Row 8.2 in Python: a queue whose puts and gets are those of different processes."""

import multiprocessing
import time

from interleave_unit import main

context = multiprocessing.get_context('spawn')


def produce(queue, self, items):
    for number in range(items):
        queue.put((self, number))


def consume(queue, counts, items):
    while True:
        item = queue.get()
        if item is None:
            queue.task_done()
            return
        with counts.get_lock():
            counts[item[0] * items + item[1]] += 1
        queue.task_done()


def hold(queue, held):
    held.put(queue.get())
    # Its answer must have left before it is killed, or the other queue is broken too.
    time.sleep(60)


def start(target, *args):
    process = context.Process(target=target, args=args)
    process.start()
    return process


def see_through(processes):
    for process in processes:
        process.join()
        if process.exitcode != 0:
            raise RuntimeError('{} ended with {}'.format(process.name, process.exitcode))


def of_several(unit, items, producers, maxsize):
    queue = context.Queue(maxsize)
    processes = [start(produce, queue, self, items) for self in range(producers)]
    begin, key, following = unit.now(), 'each once, in order', [0] * producers
    for _ in range(producers * items):
        producer, number = queue.get()
        if number != following[producer]:
            key = 'some twice, or late' if number < following[producer] else 'out of order'
        following[producer] = max(following[producer], number + 1)
    see_through(processes)
    unit.measure('wall', unit.now() - begin)
    return key, producers * items, producers * items


def joined(unit, items, producers, maxsize):
    queue, counts = context.JoinableQueue(maxsize), context.Array('i', producers * items)
    consumers = [start(consume, queue, counts, items) for _ in range(2)]
    begin = unit.now()
    see_through([start(produce, queue, self, items) for self in range(producers)])
    queue.join()
    seen = list(counts)
    unit.measure('wall', unit.now() - begin)
    for _ in consumers:
        queue.put(None)
    see_through(consumers)
    done = sum(count > 0 for count in seen)
    if any(count > 1 for count in seen):
        return 'some twice', len(seen), done
    return 'all done when joined' if done == len(seen) else 'joined too early', len(seen), done


def with_the_dead(unit, items):
    queue, held = context.Queue(), context.Queue()
    for number in range(items):
        queue.put((0, number))
    doomed = start(hold, queue, held)
    held.get()
    doomed.kill()
    doomed.join()
    got = [queue.get() for _ in range(items - 1)]
    twice = len(set(got)) < len(got)
    return 'some twice' if twice else 'one lost, with its holder' if queue.empty() else 'none lost', items, len(got)


def refuse(unit, items):
    queue = context.Queue(items + 1)
    for number in range(items + 1):
        queue.put((lambda: number) if number == 1 else number)
    got = [queue.get() for _ in range(items)]
    late = len(got) == items and queue.empty()
    return 'dropped behind put, the rest passed' if late else 'nothing refused', items, len(got)


def run(unit):
    items, producers, maxsize = (unit.params[name] for name in ('items', 'producers', 'maxsize'))
    if unit.variant == 'one-consumer':
        key, wanted, got = of_several(unit, items, producers, maxsize)
    elif unit.variant == 'joined':
        key, wanted, got = joined(unit, items, producers, maxsize)
    else:
        key, wanted, got = (with_the_dead if unit.variant == 'killed' else refuse)(unit, items)
    unit.count('items', got)
    unit.observe(key, {'key': key, 'items': wanted, 'got': got})


if __name__ == '__main__':
    main(run, {'items': 1000, 'producers': 3, 'maxsize': 16})
