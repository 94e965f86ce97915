"""Row 7.8 in Python: a lock between processes, for lines that they print and for a number that they count."""

import os
import re
import subprocess
import sys

from crossing import Crossing, context, see_through
from interleave_unit import Assumption, main

COUNTS = 'counts: '


def print_(crossing, lock, self):
    def work(line):
        with crossing.behind(lock):
            os.write(1, 'child {}, '.format(self).encode())
            crossing.stay_open()
            os.write(1, 'line {}\n'.format(line).encode())

    crossing.cross(work)


def count(crossing, lock, total):
    def work(_):
        with crossing.behind(lock):
            seen = total.value
            crossing.stay_open()
            total.value = seen + 1

    crossing.cross(work)


def program(children, times, patience, locked):
    crossing = Crossing(children, times, patience)
    lock = context.Lock() if locked else None
    see_through(print_, [(crossing, lock, index + 1) for index in range(children)])
    print('{}{} {}'.format(COUNTS, crossing.interrupted.value, crossing.contended.value), flush=True)


def print_lines(unit, children, times, patience, locked):
    command = [sys.executable, __file__, '--program', str(children), str(times), str(patience), str(int(locked))]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout.splitlines()
    interrupted, contended = output.pop()[len(COUNTS) :].split()
    unit.count('interrupted', int(interrupted))
    unit.count('contended', int(contended))
    good = len({line for line in output if re.fullmatch(r'child \d+, line \d+', line)})
    return good, len(output) - good


def count_together(unit, children, times, patience):
    crossing, lock, total = Crossing(children, times, patience), context.Lock(), context.Value('i', 0)
    see_through(count, [(crossing, lock, total)] * children)
    crossing.count(unit)
    return total.value, children * times - total.value


def run(unit):
    if unit.variant == 'runtimes':
        raise Assumption('a child of Python is a Python')
    params, locked = unit.params, unit.variant != 'unlocked'
    children, times = params['children'], params['times']
    patience = params['hold' if locked else 'patience']
    begin = unit.now()
    if unit.variant == 'strangers':
        good, bad = count_together(unit, children, times, patience)
    else:
        good, bad = print_lines(unit, children, times, patience, locked)
    unit.measure('wall', unit.now() - begin)
    wanted = children * times
    key = 'whole' if good == wanted and bad == 0 else 'torn'
    unit.observe(key, {'wanted': wanted, 'good': good, 'bad': bad})


if __name__ == '__main__':
    if sys.argv[1:2] == ['--program']:
        program(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5] == '1')
    else:
        main(run, {'children': 4, 'times': 100, 'patience': 1000, 'hold': 1})
