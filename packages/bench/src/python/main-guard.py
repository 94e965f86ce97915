"""Row 7.11 in Python: why what starts processes stands behind a guard, and what leaving the scope of a pool does."""

import multiprocessing
import os
import subprocess
import sys
import tempfile

from crossing import context
from interleave_unit import main

PROGRAM = """
import multiprocessing
def square(n):
    return n * n
{guard}
    context = multiprocessing.get_context('spawn')
    child = context.Process(target=square, args=(3,))
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
"""


def who_am_i(_):
    return os.getpid()


def call_of(guard):
    """A program that starts a process: its own exit code is that of the process."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'program.py')
        with open(path, 'w') as file:
            file.write(PROGRAM.format(guard=guard))
        ended = subprocess.run([sys.executable, path], stderr=subprocess.PIPE, text=True)
    if ended.returncode == 0:
        return 'called', {}
    told = '__main__' in ended.stderr and 'bootstrapping' in ended.stderr
    return 'refused, and told why' if told else 'refused', {'error': ended.stderr[-400:]}


def leave_scope(processes):
    with context.Pool(processes) as pool:
        pool.map(who_am_i, range(processes))
        inside = len(multiprocessing.active_children())
    pool.join()
    after = len(multiprocessing.active_children())
    key = 'none inside' if inside == 0 else 'left' if after else 'ended'
    return key, {'inside': inside, 'after': after}


def run(unit):
    unit.count('calls')
    if unit.variant == 'scope':
        key, more = leave_scope(unit.params['processes'])
    else:
        key, more = call_of("if __name__ == '__main__':" if unit.variant == 'guarded' else 'if True:')
    unit.observe(key, more)


if __name__ == '__main__':
    main(run, {'processes': 5})
