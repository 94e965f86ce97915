"""Row 9.2 in Python: ten processes write into one dict."""

from crossing import context, see_through
from interleave_unit import main


def write(dict_, key):
    dict_[key] = key * key


def run(unit):
    processes = unit.params['processes']
    with context.Manager() as manager:
        dict_ = manager.dict() if unit.variant == 'proxy' else {}
        begin = unit.now()
        see_through(write, [(dict_, key) for key in range(processes)])
        unit.measure('wall', unit.now() - begin)
        unit.count('processes', processes)
        pairs = list(dict_.items())
    right = [key for key, value in pairs if value == key * key]
    if not pairs:
        key = 'no pair'
    else:
        key = 'all pairs' if len(right) == len(pairs) == processes else 'pairs missing'
    unit.observe(key, {'wanted': processes, 'pairs': pairs})


if __name__ == '__main__':
    main(run, {'processes': 10})
