"""Row 11.3 in Python: a thread that dies is reported through threading.excepthook, and nobody dies with it."""

import os
import subprocess
import sys
import threading
import time

from interleave_unit import main

NAME = 'pump'
MESSAGE = 'the pump broke'
SURVIVORS = 2


def die(how):
    if how == 'rejects-later':
        time.sleep(0.02)
    if how == 'throws-non-error':
        raise MESSAGE  # Refused: an exception has to be one.
    if how == 'exits':
        sys.exit(3)
    if how == 'process-exit':
        os._exit(3)
    raise ValueError(MESSAGE)


def end_of_a_program():
    """os._exit in a thread ends the whole program, this one too; so another one has to show it."""
    child = subprocess.run([sys.executable, __file__, '--program-that-ends'])
    return 'program ended' if child.returncode == 3 else 'not ended'


def run(unit):
    if unit.variant == 'process-exit':
        unit.count('deaths')
        unit.observe(end_of_a_program(), {'reports': [], 'kept': None, 'ended': True, 'survivors': 0, 'exitCode': 0})
        return
    reports = []
    reported = []
    died = threading.Event()
    survived = []

    def hook(args):
        reported.append(unit.now())
        report = {'thread': args.thread.name, 'error': args.exc_type.__name__, 'message': str(args.exc_value)}
        reports.append({**report, 'value': None, 'remoteStack': args.exc_traceback is not None})

    def outlive():
        died.wait()
        survived.append(None)

    before = threading.excepthook
    threading.excepthook = hook
    others = [threading.Thread(target=outlive) for _ in range(SURVIVORS)]
    for other in others:
        other.start()
    start = unit.now()
    victim = threading.Thread(target=die, args=(unit.variant,), name=NAME)
    victim.start()
    victim.join(unit.params['patience'] / 1000)
    if not victim.is_alive():
        unit.count('deaths')
    if reports:
        unit.measure('report', reported[0] - start)
    died.set()
    for other in others:
        other.join()
    threading.excepthook = before

    unit.observe(
        key_of(reports, not victim.is_alive(), len(survived)),
        {'reports': reports, 'kept': None, 'ended': not victim.is_alive(), 'survivors': len(survived), 'exitCode': 0},
    )


def key_of(reports, ended, survivors):
    if not ended:
        return 'not ended'
    if survivors < SURVIVORS:
        return 'others died'
    if not reports:
        return 'silent'
    if len(reports) > 1:
        return 'twice'
    report = reports[0]
    if report['thread'] != NAME or not report['remoteStack']:
        return 'misreported'
    if report['error'] == 'SystemExit':
        return 'told of the exit'
    if report['error'] == 'TypeError':
        return 'refused'
    return 'reported' if report['message'] == MESSAGE else 'misreported'


if __name__ == '__main__':
    if sys.argv[1:] == ['--program-that-ends']:
        thread = threading.Thread(target=die, args=('process-exit',))
        thread.start()
        thread.join()
        sys.exit(0)
    main(run, {'silence': 200, 'patience': 5000})
