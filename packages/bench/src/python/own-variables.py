"""Row 8.1 in Python: no variable is shared between processes."""

import multiprocessing

from interleave_unit import Assumption, main

context = multiprocessing.get_context('spawn')
account = {'balance': 100}


def pay_into_module(seen):
    account['balance'] += 500
    seen.value = account['balance']


def pay_into_argument(seen, given):
    given['balance'] += 500
    seen.value = given['balance']


def pay_into_value(seen, given):
    with given.get_lock():
        given.value += 500
    seen.value = given.value


def run(unit):
    if unit.variant == 'shared-buffer':
        raise Assumption('Python has no memory that is shared by the threads of a process alone')
    seen, given, shared = context.Value('i', 0), {'balance': 100}, context.Value('i', 100)
    target, args, balance = {
        'module-variable': (pay_into_module, (seen,), lambda: account['balance']),
        'argument': (pay_into_argument, (seen, given), lambda: given['balance']),
        'value': (pay_into_value, (seen, shared), lambda: shared.value),
    }[unit.variant]
    child = context.Process(target=target, args=args)
    child.start()
    child.join()
    unit.count('children')
    there, here = seen.value > 100, balance() != 100
    key = 'changed in both' if there and here else 'changed in the child alone' if there else 'changed in none'
    unit.observe(key, {'child': seen.value, 'parent': balance()})


if __name__ == '__main__':
    main(run, {})
