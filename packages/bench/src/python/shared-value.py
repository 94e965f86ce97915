"""Row 8.4 in Python: a Value that two processes change."""

from crossing import Crossing, add, context, see_through
from interleave_unit import main

START = 500


def pay(crossing, balance, by, way):
    def read_and_write():
        seen = balance.value
        crossing.stay_open()
        balance.value = seen + by

    def work(_):
        if way == 'locked':
            with crossing.behind(balance.get_lock()):
                read_and_write()
        elif way == 'unlocked':
            read_and_write()
        else:
            crossing.stay_open()
            add(balance, by)

    crossing.cross(work)


def run(unit):
    params, way = unit.params, unit.variant
    crossing = Crossing(2, params['times'], params['hold' if way == 'locked' else 'patience'])
    balance = context.Value('i', START)
    begin = unit.now()
    see_through(pay, [(crossing, balance, 1, way), (crossing, balance, -1, way)])
    unit.measure('wall', unit.now() - begin)
    crossing.count(unit)
    final = balance.value
    unit.observe('exact' if final == START else 'differs', {'final': final})


if __name__ == '__main__':
    main(run, {'times': 500, 'patience': 1000, 'hold': 0.1, 'runs': 20}, repeat=lambda params: params['runs'])
