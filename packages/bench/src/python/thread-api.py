"""Row 3.1 in Python: the names of the module threading, held against its documentation."""

import threading

from interleave_unit import main

# The names of Python 3.14; older versions have some fewer.
DOCUMENTED = """
active_count current_thread enumerate get_ident get_native_id main_thread TIMEOUT_MAX Barrier BoundedSemaphore
Condition Event Lock RLock Semaphore Thread Timer local excepthook ExceptHookArgs BrokenBarrierError ThreadError
stack_size setprofile getprofile setprofile_all_threads settrace gettrace settrace_all_threads
""".split()
NEWER = {'get_native_id', 'excepthook', 'ExceptHookArgs', 'getprofile', 'gettrace', 'setprofile_all_threads',
         'settrace_all_threads'}


def run(unit):
    names = []
    if unit.variant == 'thread':
        thread = threading.Thread(target=lambda: names.extend(threading.__all__))
        thread.start()
        thread.join()
    else:
        names.extend(threading.__all__)
    unit.count('names', len(names))
    unit.measure('names', len(names))
    # setprofile_all_threads and its like are documented, and missing from __all__ in some versions.
    missing = [name for name in DOCUMENTED if not hasattr(threading, name) and name not in NEWER]
    undocumented = [name for name in names if name not in DOCUMENTED]
    key = 'names are missing' if missing else 'undocumented names' if undocumented else 'as documented'
    unit.observe(key, {'missing': missing, 'undocumented': undocumented})


if __name__ == '__main__':
    main(run, {})
