"""supervisord starts a program that fell again at once. This gives one that falls again and again time between its tries.

An outage elsewhere does not cost a whole core then, and a program that cannot go on is still tried again.
"""

import os
import time

from runner import needs
from runner.state import read_text

STEADY = 30.0  # seconds; a run as long counts as a good one
FIRST_DELAY = 2.0
LONGEST_DELAY = 30.0
LONGEST_DELAY_OF_SERVING = 4.0  # they are not waited for long


def next_delay(name, falls, killed=False):
    """Seconds to wait before the start that follows so many falls in a row, each after a short run.

    One that was killed at work was no fault of its own.
    """
    if falls < 2:
        return 0.0
    longest = LONGEST_DELAY_OF_SERVING if name in needs.SERVING else LONGEST_DELAY
    longest = FIRST_DELAY if killed else longest
    return min(longest, FIRST_DELAY * 2.0 ** min(falls - 2, 10))


def wait(name):
    """Waits as long as is due before this start of the program, and remembers the start. In the run folder."""
    path = os.path.join("starts", name)
    falls, started = _read(path)
    now = time.time()
    falls = falls + 1 if started and now - started < STEADY else 0
    delay = next_delay(name, falls, _was_killed(name))
    _write(path, falls, now + delay)
    time.sleep(delay)


def due(run_folder, name):
    """When a program that waits will be started, in seconds since 1970; in the past when it does not wait."""
    return _read(os.path.join(run_folder, "starts", name))[1]


def _was_killed(name):
    """A program that ends by itself takes its state away; what is left is of one that was killed."""
    left = read_text(os.path.join("status", name))
    return bool(left) and not left.startswith("starting")


def _read(path):
    words = (read_text(path) or "").split()
    return (int(words[0]), float(words[1])) if len(words) == 2 else (0, 0.0)


def _write(path, falls, started):
    """In place and of one length, which needs no room on a full disk: there a delay matters most."""
    try:
        os.makedirs("starts", exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, b"%9d %19.3f\n" % (falls, started))
        finally:
            os.close(descriptor)
    except OSError:
        pass  # must not keep a program from its start
