"""Rows 10.1 and 10.2 in Python: which start methods there are, and what a child of each begins with."""

import multiprocessing

from interleave_unit import Assumption, main

setting = {'value': 'as the module has it'}


def look(found):
    found.put(setting['value'])


def ask(method):
    if method not in multiprocessing.get_all_start_methods():
        raise Assumption('this system has no {}'.format(method))
    context = multiprocessing.get_context(method)
    setting['value'] = 'changed in the parent'
    found = context.SimpleQueue()
    child = context.Process(target=look, args=(found,))
    child.start()
    value = found.get()
    child.join()
    return 'copied' if value == 'changed in the parent' else 'fresh', [value]


def run(unit):
    if unit.variant == 'list':
        methods = multiprocessing.get_all_start_methods()
        key, said = ', '.join(methods), methods
    else:
        key, said = ask(unit.variant)
    unit.count('asked')
    unit.observe(key, {'key': key, 'said': said})


if __name__ == '__main__':
    main(run, {})
