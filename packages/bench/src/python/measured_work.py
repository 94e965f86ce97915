"""Work that one can have so much of as one wants, in CPU time: for what computes side by side."""

import time


def compute(loops):
    x = 1
    for _ in range(loops):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
    return x


def calibrate(seconds):
    """So many loops take about so long."""
    loops = 1 << 10
    while True:
        # Of a CPU: whoever is held up in the first steps would take them for the whole.
        begin = time.thread_time()
        compute(loops)
        if time.thread_time() - begin >= seconds / 2:
            return loops * 2
        loops *= 2
