"""Makes supervisord check its children at once.

It checks them at each connection, else once a second, which adds up over a start or a stop in many steps.
"""

import contextlib
import os
import socket
import threading
import time

INTERVAL = 0.05  # seconds


@contextlib.contextmanager
def waking(run_folder, seconds):
    """Wakes the run's supervisord repeatedly during the block, at most for the seconds."""
    ended = threading.Event()
    thread = threading.Thread(target=_wake_repeatedly, args=(run_folder, seconds, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _wake_repeatedly(run_folder, seconds, ended):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not ended.wait(INTERVAL):
        try:
            wake(run_folder)
        except OSError:
            pass  # not started yet, or ended already


def wake(run_folder):
    """Wakes supervisord by a connection to its socket."""
    with connected(run_folder):
        pass


def connected(run_folder):
    """Returns a socket that is connected to the supervisord of the run folder, by a path that is always short."""
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
