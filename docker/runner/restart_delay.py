"""Delays the start of a program that fails repeatedly; supervisord itself would start it at once.

So an outage elsewhere does not cost a whole core, and a program that cannot work is still tried again.
"""

import os
import time

from runner import needs
from runner.state import read_text

STEADY = 30.0  # seconds; a run of this length is a good one
FIRST_DELAY = 2.0
LONGEST_DELAY = 30.0
SHORT_DELAYS = 5  # in a row, after a kill; a lack of memory looks the same and may last
LONGEST_DELAY_OF_SERVING = 4.0  # readers wait for them


def next_delay(name, failures, killed=False):
    """Returns the seconds to wait before the next start, after a number of failures in a row, each after a short run.

    A program that was killed while it worked did not fail by itself. Its first delays are short.
    """
    if failures < 2:
        return 0.0
    longest = LONGEST_DELAY_OF_SERVING if name in needs.SERVING else LONGEST_DELAY
    if killed:
        failures = max(2, failures - SHORT_DELAYS + 1)
    return min(longest, FIRST_DELAY * 2.0 ** min(failures - 2, 10))


def wait(name):
    """Waits before this start of the program, and records the start in the run folder."""
    path = os.path.join("starts", name)
    failures, started = _read(path)
    now = time.monotonic()  # the same for all processes, and steady when the clock is set
    failures = failures + 1 if started and now - started < STEADY else 0
    delay = next_delay(name, failures, _was_killed(name))
    _write(path, failures, now + delay)
    time.sleep(delay)


def due(run_folder, name):
    """Returns when the program starts or was started, by time.monotonic()."""
    return _read(os.path.join(run_folder, "starts", name))[1]


def _was_killed(name):
    """Whether the program was killed: one that ends by itself deletes its status file."""
    left = read_text(os.path.join("status", name))
    return bool(left) and not left.startswith("starting")


def _read(path):
    words = (read_text(path) or "").split()
    return (int(words[0]), float(words[1])) if len(words) == 2 else (0, 0.0)


def _write(path, failures, started):
    """Writes in place with a fixed length, which works on a full disk, where a delay matters most."""
    try:
        os.makedirs("starts", exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, b"%9d %19.3f\n" % (failures, started))
        finally:
            os.close(descriptor)
    except OSError:
        pass  # must not prevent the start
