"""Makes supervisord look at its children at once.

It looks when something reaches it, else once a second, which adds up over a start or a stop in many steps.
"""

import contextlib
import os
import socket
import threading
import time

INTERVAL = 0.05  # seconds


@contextlib.contextmanager
def waking(run_folder, seconds):
    """Wakes the run's supervisord while the block lasts, for so many seconds at most."""
    ended = threading.Event()
    thread = threading.Thread(target=_wake, args=(run_folder, seconds, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _wake(run_folder, seconds, ended):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not ended.wait(INTERVAL):
        try:
            knock(run_folder)
        except OSError:
            pass  # not there yet, or gone already


def knock(run_folder):
    """Connects to supervisord's socket, through a path that is short wherever the folder lies."""
    with connected(run_folder):
        pass


def connected(run_folder):
    """A socket that is connected to the supervisord of the run folder."""
    folder = os.open(run_folder, os.O_PATH)
    try:
        link = socket.socket(socket.AF_UNIX)
        try:
            link.connect("/proc/self/fd/%d/supervisor.sock" % folder)
        except OSError:
            link.close()
            raise
        return link
    finally:
        os.close(folder)
