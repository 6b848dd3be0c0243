"""Whether a run has begun to serve: all that readers need works, and nginx serves pairs of this run.

The file `served` in the run folder says so from then on. Whoever sees it first leaves it.
"""

import os
import time

START_LIMIT = 180.0  # seconds; after them pairs are enough, however the programs are


def has_begun(run_folder):
    return os.path.exists(os.path.join(run_folder, "served"))


def look(run_folder, state_folder):
    """Returns whether the run has begun to serve."""
    if has_begun(run_folder):
        return True
    serves = _serves(run_folder, state_folder)
    if serves:
        begin(run_folder)
    return serves


def begin(run_folder):
    """From here on the run counts as one that has served."""
    try:
        open(os.path.join(run_folder, "served"), "w").close()
    except OSError:
        pass  # on a full disk it will be seen again


def _serves(run_folder, state_folder):
    try:
        started = os.stat(os.path.join(run_folder, "address")).st_mtime
        written = os.stat(os.path.join(state_folder, "www", "markets.json")).st_mtime
    except FileNotFoundError:
        return False
    if written <= started:
        return False  # of the run before
    from runner.status import Report

    report = Report(run_folder)
    return (report.is_ready() or time.time() - started > START_LIMIT) and report.has_pairs()
