"""Row 6.2 in Python: a web server that hands its work to threads, and answers before it is done."""

import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from interleave_unit import main


def primes_below(bound):
    primes = 0
    for candidate in range(2, bound):
        factor = 2
        while factor * factor <= candidate and candidate % factor:
            factor += 1
        primes += factor * factor > candidate
    return primes


class Shop:
    def __init__(self, pool, patience):
        self.pool, self.patience = pool, patience
        self.lock = threading.Lock()
        # Shut until every caller has its answer, or the patience is over.
        self.gate = threading.Event()
        self.futures, self.times = [], []

    def work(self, job, below):
        self.gate.wait(self.patience)
        primes = primes_below(below)
        with self.lock:
            self.times[job] += 1
        return primes

    def take(self, below):
        with self.lock:
            job = len(self.futures)
            self.times.append(0)
            self.futures.append(self.pool.submit(self.work, job, below))
        return job

    def any_done(self):
        return sum(self.times) > 0


def open_shop(shop):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            job = shop.take(int(self.path.rpartition('/')[2]))
            self.answer(202, '/results/{}'.format(job))

        def do_GET(self):
            future = shop.futures[int(self.path.rpartition('/')[2])]
            if future.done():
                self.answer(200, str(future.result()))
            else:
                self.answer(202, 'not yet')

        def answer(self, status, text):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        # All callers come at once.
        request_queue_size = 1024

    server = Server(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    return server


def call_all(unit, url, shop, jobs):
    def fetch(path, method='GET'):
        request = urllib.request.Request(url + path, method=method)
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()

    def hand_in(below):
        status, path = fetch('/primes/{}'.format(below), 'POST')
        return below, path, status != 202 or shop.any_done()

    def ask_once(order):
        return fetch(order[1])[0] == 202 and not shop.any_done()

    def collect(order):
        while True:
            status, text = fetch(order[1])
            if status == 200:
                return text
            if unit.now() > end:
                return None
            time.sleep(0.01)

    with ThreadPoolExecutor(max_workers=jobs) as callers:
        begin = unit.now()
        orders = list(callers.map(hand_in, range(1000, 1000 + 10 * jobs, 10)))
        unit.measure('accepted', unit.now() - begin)
        meanwhile = sum(callers.map(ask_once, orders))
        shop.gate.set()
        end = unit.now() + unit.params['patience']
        results = list(callers.map(collect, orders))
        unit.measure('all', unit.now() - begin)
    wrong = sum(text not in (None, str(primes_below(order[0]))) for order, text in zip(orders, results))
    late = sum(order[2] for order in orders)
    return {'late': late, 'meanwhile': meanwhile, 'lost': results.count(None), 'wrong': wrong}


def run(unit):
    jobs = unit.params['jobs']
    with ThreadPoolExecutor(max_workers=unit.params['threads']) as pool:
        shop = Shop(pool, unit.params['patience'] / 1000)
        server = open_shop(shop)
        try:
            seen = call_all(unit, 'http://127.0.0.1:{}'.format(server.server_address[1]), shop, jobs)
        finally:
            shop.gate.set()
            server.shutdown()
    unit.count('jobs', sum(count > 0 for count in shop.times))
    unit.count('meanwhile', seen['meanwhile'])
    twice = sum(count > 1 for count in shop.times)
    if seen['lost']:
        key = 'lost'
    elif twice:
        key = 'done twice'
    elif seen['wrong']:
        key = 'another result'
    else:
        key = 'answered late' if seen['late'] else 'every job once'
    unit.observe(key, {'jobs': jobs, **seen, 'twice': twice})


if __name__ == '__main__':
    main(run, {'jobs': 100, 'threads': 4, 'patience': 20000})
