"""Row 1.2 in Python: threads share every object, and each has a stack of its own."""

import os
import sys
import threading

from interleave_unit import Assumption, main

SECRET = 41
box = {'value': 'first'}


def run_in_thread(task, *args):
    thread = threading.Thread(target=task, args=args)
    thread.start()
    thread.join()


def share_memory(unit):
    words = [0, 0, 0]
    written = threading.Event()

    def exchange():
        written.wait()
        words[1] = words[0]
        words[2] = len(threading.main_thread().name)

    thread = threading.Thread(target=exchange)
    thread.start()
    words[0] = SECRET
    written.set()
    thread.join()
    unit.count('exchanges')
    seen = words[1] == SECRET and words[2] == len(threading.main_thread().name)
    what = {'there': words[1], 'here': words[2], 'main': threading.main_thread().name}
    return 'seen both ways' if seen else 'not seen', what


def change_object(unit):
    box['value'] = 'second'
    given = {'value': 'second'}

    def change(other):
        unit.count('changes', 1 if other['value'] == 'second' else 0)
        box['value'] = 'third'
        other['value'] = 'third'

    run_in_thread(change, given)
    untouched = box['value'] == given['value'] == 'second'
    return 'own copy' if untouched else 'shared', {'box': box['value'], 'given': given['value']}


def fill_stack(unit):
    depths = []

    def overflow():
        depth = 0

        def descend():
            nonlocal depth
            depth += 1
            descend()

        try:
            descend()
        except RecursionError:
            depths.append(depth)

    run_in_thread(overflow)
    unit.count('overflows', 1)
    depth = depths[0] if depths else 0
    unit.measure('depth', depth)
    return 'caught' if depths else 'died', {'depth': depth, 'here': sys.getrecursionlimit()}


def compare_process(unit):
    if not hasattr(threading, 'get_native_id'):
        raise Assumption('this Python does not say what the kernel calls a thread')
    answers = []
    run_in_thread(lambda: answers.append((os.getpid(), threading.get_native_id())))
    pid, native_id = answers[0]
    unit.count('answers')
    what = {'pid': pid, 'mainPid': os.getpid(), 'nativeId': native_id}
    if pid != os.getpid():
        return 'another process', what
    return 'the same thread' if native_id == threading.get_native_id() else 'one process', what


RUNS = {
    'shared-memory': share_memory,
    'plain-object': change_object,
    'own-stack': fill_stack,
    'one-process': compare_process,
}


def run(unit):
    key, what = RUNS[unit.variant](unit)
    unit.observe(key, {'key': key, 'what': what})


if __name__ == '__main__':
    main(run, {})
