"""Row 8.8 in Python: programs that know an address and a key."""

import multiprocessing.connection
import os
import shutil
import tempfile

from crossing import add, context
from interleave_unit import main

KEY = b'between us'
ANOTHER = b'between others'


def call(address, key, messages, back, refused):
    try:
        with multiprocessing.connection.Client(address, authkey=key) as connection:
            for message in range(messages):
                connection.send({'message': message})
                if connection.recv()['message'] == message:
                    add(back, 1)
    except multiprocessing.AuthenticationError:
        add(refused, 1)


def answer(listener):
    with listener.accept() as connection:
        there = 0
        while True:
            try:
                connection.send(connection.recv())
                there += 1
            except EOFError:
                return there


def run(unit):
    messages = unit.params['messages']
    folder = tempfile.mkdtemp()
    try:
        address = os.path.join(folder, 'socket') if unit.variant == 'unix' else ('127.0.0.1', 0)
        back, refused = context.Value('i', 0), context.Value('i', 0)
        with multiprocessing.connection.Listener(address, authkey=KEY) as listener:
            key = ANOTHER if unit.variant == 'another-key' else KEY
            begin = unit.now()
            child = context.Process(target=call, args=(listener.address, key, messages, back, refused))
            child.start()
            there, listener_refused = 0, False
            try:
                there = answer(listener)
            except multiprocessing.AuthenticationError:
                listener_refused = True
            child.join()
            unit.measure('wall', unit.now() - begin)
    finally:
        shutil.rmtree(folder)
    unit.count('messages', there)
    unit.count('refusals', refused.value)
    if listener_refused and refused.value and there == 0:
        key = 'refused by both'
    else:
        key = 'all said and answered' if there == back.value == messages else 'something is missing'
    unit.observe(key, {'wanted': messages, 'there': there, 'back': back.value})


if __name__ == '__main__':
    main(run, {'messages': 200})
