"""Rows 1.1, 1.6 and 1.7 in Python: a process, its parent and its children."""

import multiprocessing
import os
import signal
import sys

from interleave_unit import main

context = multiprocessing.get_context('spawn')
box = {'value': 'as the module has it'}


def look_at_myself():
    parent = multiprocessing.parent_process()
    return {
        'name': multiprocessing.current_process().name,
        'pid': os.getpid(),
        'ppid': os.getppid(),
        'parent': parent and parent.name,
        'parentPid': parent and parent.pid,
        'box': box['value'],
    }


def introduce(notes, go):
    notes.put(look_at_myself())
    box['value'] = 'changed in the child'
    go.wait()


def introduce_with_child(notes, go):
    notes.put(look_at_myself())
    child = context.Process(target=introduce, args=(notes, go), name='grandchild')
    child.start()
    child.join()


def leave(there, go, code):
    there.release()
    go.wait()
    sys.exit(code)


def change_variables(unit):
    notes, go = context.Queue(), context.Event()
    box['value'] = 'changed in the parent'
    child = context.Process(target=introduce, args=(notes, go))
    child.start()
    self = notes.get()
    go.set()
    child.join()
    unit.count('children')
    if self['pid'] == os.getpid():
        return 'the same process', self
    if self['ppid'] != os.getpid():
        return 'another parent', self
    apart = self['box'] == 'as the module has it' and box['value'] == 'changed in the parent'
    return 'a process of its own' if apart else 'variables in common', self


def watch_children(unit):
    there, go = context.Semaphore(0), context.Event()
    # The one that is killed waits for an event of its own: in CPython nobody gets away from setting one for which a
    # process waited that was killed meanwhile.
    gates = (go, go, context.Event())
    children = [context.Process(target=leave, args=(there, gate, code)) for gate, code in zip(gates, (0, 3, 0))]
    for child in children:
        child.start()
    for _ in children:
        there.acquire()
    during = set(children) <= set(multiprocessing.active_children())
    before = [child.exitcode for child in children]
    os.kill(children[2].pid, signal.SIGKILL)
    children[2].join()
    go.set()
    for child in children:
        child.join()
    after = set(children) & set(multiprocessing.active_children())
    unit.count('children', len(children))
    ends = ', '.join(str(child.exitcode) for child in children)
    known = during and not after and before == [None] * 3
    return 'ended with {}'.format(ends) if known else 'unknown to its parent', {'ends': ends}


def ask_them(unit):
    notes, go = context.Queue(), context.Event()
    child = context.Process(target=introduce_with_child, args=(notes, go), name='child')
    child.start()
    self, below = notes.get(), notes.get()
    go.set()
    child.join()
    here = look_at_myself()
    unit.count('children', 2)

    def descends(young, old):
        wanted = (old['pid'], old['pid'], old['name'])
        return (young['ppid'], young['parentPid'], young['parent']) == wanted

    main_ = here['parent'] is None and here['name'] == 'MainProcess'
    line = self['pid'] == child.pid and descends(self, here) and descends(below, self)
    return 'each knows who started it' if main_ and line else 'of another family', {'self': self, 'below': below}


RUNS = {'own-memory': change_variables, 'parent-and-children': watch_children, 'who-am-i': ask_them}


def run(unit):
    key, more = RUNS[unit.variant](unit)
    unit.observe(key, {'key': key, 'more': more})


if __name__ == '__main__':
    main(run, {})
