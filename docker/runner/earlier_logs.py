"""Keeps the logs of earlier runs: `log` has those of the latest run, `log.1` those of the run before, and so on."""

import os
import shutil

RUNS = 5
LARGEST = 200 << 20  # bytes in all; the logs of the run before are always kept


def shift(folder, largest=LARGEST):
    """Renames the log folders, so that `log` in the state folder is empty for a new run."""
    log = os.path.join(folder, "log")
    if os.path.isdir(log) and os.listdir(log):
        shutil.rmtree("%s.%d" % (log, RUNS), ignore_errors=True)
        for number in range(RUNS - 1, 0, -1):
            if os.path.isdir("%s.%d" % (log, number)):
                os.rename("%s.%d" % (log, number), "%s.%d" % (log, number + 1))
        os.rename(log, log + ".1")
    _bound(log, largest)
    os.makedirs(log, exist_ok=True)


def _bound(log, largest):
    size = 0
    for number in range(1, RUNS + 1):
        kept = "%s.%d" % (log, number)
        if os.path.isdir(kept):
            size += sum(entry.stat().st_size for entry in os.scandir(kept))
            if size > largest and number > 1:
                shutil.rmtree(kept)
