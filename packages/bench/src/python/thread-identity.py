"""Rows 1.3, 1.4, 1.5 and 1.7 in Python: several threads at once, and what each of them is called."""

import os
import threading

from interleave_unit import Assumption, main


def look_at_myself():
    return {
        'name': threading.current_thread().name,
        'main': threading.main_thread().name,
        'ident': threading.get_ident(),
        'nativeId': threading.get_native_id(),
        'pid': os.getpid(),
        'ppid': os.getppid(),
    }


class Crew:
    """So many threads, alive at a line until they are released."""

    def __init__(self, unit, count):
        self.line = threading.Barrier(count + 1)
        self.go = threading.Event()
        self.selves = [None] * count
        self.threads = [
            threading.Thread(target=self.introduce, args=(index,), name='crew-{}'.format(index + 1))
            for index in range(count)
        ]
        for thread in self.threads:
            thread.start()
        self.line.wait()
        unit.count('threads', count)

    def introduce(self, index):
        self.selves[index] = look_at_myself()
        self.line.wait()
        self.go.wait()

    def release(self):
        self.go.set()
        for thread in self.threads:
            thread.join()


def count_them(unit):
    before = threading.active_count()
    crew = Crew(unit, unit.params['threads'])
    names = [thread.name for thread in threading.enumerate()]
    during = threading.active_count()
    crew.release()
    after = threading.active_count()
    wanted = [threading.main_thread().name] + [thread.name for thread in crew.threads]
    if during != before + len(crew.threads) or not set(wanted) <= set(names):
        return 'some are missing', {'names': names}
    return 'all at once' if after == before else 'still there', {'names': names}


def follow_one(unit):
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name='the one')

    def state():
        if thread.is_alive():
            return 'started as {}'.format('number' if isinstance(thread.ident, int) else 'nothing')
        return 'initial' if thread.ident is None else 'stopped'

    states = [state()]
    thread.start()
    states.append(state())
    go.set()
    thread.join()
    states.append(state())
    unit.count('threads')
    return ', '.join(states), {}


def ask_the_kernel(unit):
    if not os.path.isdir('/proc/self/task'):
        raise Assumption('this system does not list the threads of a process')
    crew = Crew(unit, unit.params['threads'])
    told = [thread.native_id for thread in crew.threads]
    listed = os.listdir('/proc/self/task')
    crew.release()
    agreed = all(str(id_) in listed and id_ == self['nativeId'] for id_, self in zip(told, crew.selves))
    distinct = len(set(told + [threading.get_native_id()])) == len(told) + 1
    return 'as the kernel says' if agreed and distinct else 'another number', {'told': told}


def ask_them(unit):
    crew = Crew(unit, unit.params['threads'])
    here = look_at_myself()
    crew.release()
    for thread, self in zip(crew.threads, crew.selves):
        if (self['name'], self['ident'], self['main']) != (thread.name, thread.ident, here['name']):
            return 'taken for another', {'self': self}
        if (self['pid'], self['ppid']) != (here['pid'], here['ppid']):
            return 'several processes', {'self': self}
    return 'one process', here


RUNS = {
    'alive-at-once': count_them,
    'thread-object': follow_one,
    'kernel-thread': ask_the_kernel,
    'who-am-i': ask_them,
}


def run(unit):
    key, more = RUNS[unit.variant](unit)
    unit.observe(key, {'key': key, 'more': more})


if __name__ == '__main__':
    main(run, {'threads': 5})
