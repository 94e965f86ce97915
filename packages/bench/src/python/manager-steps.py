"""Row 9.3 in Python: what is one step in a manager and what is not, and objects in objects."""

from crossing import Crossing, context, see_through
from interleave_unit import main

COUNT = 'count'


def increment(crossing, lock, dict_):
    def work(_):
        with crossing.behind(lock):
            seen = dict_[COUNT]
            crossing.stay_open()
            dict_[COUNT] = seen + 1

    crossing.cross(work)


def add_inner(outer):
    outer['inner'].append('from the child')


def increment_all(unit, dict_):
    params, locked = unit.params, unit.variant == 'locked'
    crossing = Crossing(params['processes'], params['times'], params['hold' if locked else 'patience'])
    lock = context.Lock() if locked else None
    see_through(increment, [(crossing, lock, dict_)] * params['processes'])
    crossing.count(unit)
    return params['processes'] * params['times'], dict_[COUNT]


def nest(unit, manager):
    inner = ['from the parent']
    outer = manager.dict(inner=manager.list(inner) if unit.variant == 'nested' else inner)
    see_through(add_inner, [(outer,)])
    unit.count('children')
    return 2, len(outer['inner'])


def run(unit):
    begin = unit.now()
    with context.Manager() as manager:
        if unit.variant in ('unlocked', 'locked'):
            wanted, found = increment_all(unit, manager.dict({COUNT: 0}))
        else:
            wanted, found = nest(unit, manager)
    unit.measure('wall', unit.now() - begin)
    unit.observe('all there' if found == wanted else 'some missing', {'wanted': wanted, 'found': found})


if __name__ == '__main__':
    main(run, {'processes': 4, 'times': 50, 'patience': 1000, 'hold': 1})
