"""Rows 2.5 and 2.6 in Python: a thread that reads the standard input, and calls to slow servers that overlap."""

import asyncio
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from interleave_unit import main

TYPED = 'something typed'


def typing(ticks):
    """A program that reads a line in a thread and ticks in its main thread."""
    lines = []
    reader = threading.Thread(target=lambda: lines.append(sys.stdin.readline()))
    reader.start()
    ticked = 0
    while ticked < ticks and not lines:
        time.sleep(0.001)
        ticked += 1
    print('ticked', flush=True)
    reader.join()
    print(ticked, lines[0].strip(), flush=True)


def run_input(unit):
    ticks = unit.params['ticks']
    command = [sys.executable, __file__, '--typing', str(ticks)]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, universal_newlines=True)
    child.stdout.readline()
    out, _ = child.communicate(TYPED + '\n')
    ticked, _, line = out.strip().partition(' ')
    unit.count('lines', 1 if line else 0)
    unit.measure('ticks', int(ticked))
    return int(ticked), ticks, line == TYPED


class Desk:
    """Answers nobody before all callers are there, or its patience is over."""

    def __init__(self, calls, patience):
        self.calls, self.patience = calls, patience
        self.lock = threading.Lock()
        self.complete = threading.Event()
        self.inside = self.most = 0

    def stay(self):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.inside == self.calls:
                self.complete.set()
        self.complete.wait(self.patience)
        with self.lock:
            self.inside -= 1


def serve(desk):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            desk.stay()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.path.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    return server


def on_threads(port, answers):
    def call(index):
        with urllib.request.urlopen('http://127.0.0.1:{}/{}'.format(port, index)) as response:
            answers[index] = response.read().decode()

    threads = [threading.Thread(target=call, args=(index,)) for index in range(len(answers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def on_one_loop(port, answers):
    async def call(index):
        reader, writer = await asyncio.open_connection('127.0.0.1', port)
        writer.write('GET /{} HTTP/1.0\r\n\r\n'.format(index).encode())
        answers[index] = (await reader.read()).decode().rpartition('\r\n\r\n')[2]
        writer.close()

    async def call_all():
        await asyncio.gather(*(call(index) for index in range(len(answers))))

    asyncio.run(call_all())


def run_network(unit):
    calls = unit.params['calls']
    desk = Desk(calls, unit.params['patience'] / 1000)
    server = serve(desk)
    answers = [''] * calls
    begin = unit.now()
    (on_threads if unit.variant == 'network-threads' else on_one_loop)(server.server_address[1], answers)
    unit.measure('calls', unit.now() - begin)
    server.shutdown()
    unit.count('answers', len(answers))
    return desk.most, calls, all(text == '/{}'.format(index) for index, text in enumerate(answers))


def run(unit):
    meanwhile, wanted, whole = (run_input if unit.variant == 'input' else run_network)(unit)
    key = 'garbled' if not whole else 'stood still' if meanwhile < wanted else 'overlapped'
    unit.observe(key, {'meanwhile': meanwhile, 'wanted': wanted, 'whole': whole})


if __name__ == '__main__':
    if sys.argv[1:2] == ['--typing']:
        typing(int(sys.argv[2]))
        sys.exit(0)
    main(run, {'ticks': 50, 'calls': 4, 'patience': 20000})
