"""Row 9.1 in Python: a manager is a process."""

import os
from multiprocessing.managers import SyncManager

from crossing import context
from interleave_unit import main


class Guide:
    def where(self):
        return os.getpid()


class Manager(SyncManager):
    """With what is registered."""


Manager.register('Guide', Guide)


def parent_of(pid):
    try:
        with open('/proc/{}/stat'.format(pid)) as stat:
            state, parent = stat.read().rpartition(')')[2].split()[:2]
    except OSError:
        return None
    return None if state in 'ZX' else int(parent)


def run(unit):
    begin = unit.now()
    manager = Manager(ctx=context)
    manager.start()
    unit.measure('start', unit.now() - begin)
    unit.count('managers')
    there = manager.Guide()
    inside = there.where()
    called = unit.now()
    there.where()
    unit.measure('call', unit.now() - called)
    pid = manager._process.pid
    parent = parent_of(pid)
    manager.shutdown()
    left = parent_of(pid) is not None
    if pid == os.getpid() or inside != pid:
        key = 'this process'
    elif parent != os.getpid():
        key = 'somebody else’s child'
    else:
        key = 'still there' if left else 'a child that owns them'
    unit.observe(key, {'own': os.getpid(), 'manager': pid, 'inside': inside, 'parent': parent, 'left': left})


if __name__ == '__main__':
    main(run, {})
