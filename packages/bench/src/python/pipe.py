"""Row 8.3 in Python: two connected ends, one of them a child's."""

import multiprocessing
import threading

from interleave_unit import main

context = multiprocessing.get_context('spawn')
MIB = 2**20


def pattern(length):
    return bytes((index * 31 + (index >> 12)) & 0xFF for index in range(length))


def echo(end):
    while True:
        message = end.recv()
        if message is None:
            return
        end.send(message)


def send_large(end, length):
    end.send_bytes(pattern(length))


def send_and_end(end, messages):
    for number in range(messages):
        end.send({'number': number})


def start(target, *args):
    process = context.Process(target=target, args=args)
    process.start()
    return process


def there_and_back(unit):
    messages = unit.params['messages']
    here, there = context.Pipe()
    child = start(echo, there)
    there.close()
    got = []

    def receive():
        try:
            while True:
                got.append(here.recv())
        except EOFError:
            pass

    begin = unit.now()
    receiver = threading.Thread(target=receive)
    receiver.start()
    for number in range(messages):
        here.send({'number': number})
    here.send(None)
    receiver.join()
    unit.measure('round-trip', (unit.now() - begin) / messages)
    child.join()
    same = got == [{'number': number} for number in range(messages)]
    return 'each as it was sent' if same else 'some lost' if len(got) < messages else 'others than were sent', len(got), 0


def large(unit):
    length = unit.params['mebibytes'] * MIB
    here, there = context.Pipe(duplex=False)
    child = start(send_large, there, length)
    there.close()
    here.poll(None)
    begin = unit.now()
    message = here.recv_bytes()
    unit.measure('transfer', unit.now() - begin)
    child.join()
    key = 'whole' if message == pattern(length) else 'in part' if len(message) < length else 'other bytes'
    return key, 1, len(message)


def to_the_end(unit):
    messages = unit.params['messages']
    here, there = context.Pipe()
    child = start(send_and_end, there, messages)
    if unit.variant == 'end':
        there.close()
    got, key = 0, 'waits in vain'
    # A pipe of the system holds 64 KiB: whoever joins first may wait for a child that waits for room.
    while here.poll(unit.params['wait'] / 1000 if got == messages else None):
        try:
            here.recv()
            got += 1
        except EOFError:
            key = 'all, then the end' if got == messages else 'the end before all'
            break
    child.join()
    return key, got, 0


def run(unit):
    run_variant = {'both-ways': there_and_back, 'large': large}.get(unit.variant, to_the_end)
    key, messages, size = run_variant(unit)
    unit.count('messages', messages)
    unit.observe(key, {'key': key, 'messages': messages, 'bytes': size})


if __name__ == '__main__':
    main(run, {'messages': 2000, 'mebibytes': 16, 'wait': 2000})
