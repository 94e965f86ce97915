"""A lock in order of arrival, which Python has none of: each one who waits has a lock of its own to wait for."""

import threading
from collections import deque


class FairLock:
    def __init__(self):
        self._guard = threading.Lock()
        self._held = False
        self._waiting = deque()

    def acquire(self, blocking=True):
        with self._guard:
            if not self._held:
                self._held = True
                return True
            if not blocking:
                return False
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()
        return True

    def release(self):
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False

    def waiting(self):
        return len(self._waiting)
