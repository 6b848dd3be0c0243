"""Ends the run when it cannot continue, and records the reason. An event listener of supervisord.

Before the run has served, a boot that failed, unusable settings or a crash loop end it. Afterwards only a crash loop of
PostgreSQL, nginx or graphql-server does, and never on a full disk: files are still served then, and the run continues
when there is room again. Any other program that fails is started again with a growing delay. Its reason shows in the
status, and the rest keeps serving.
"""

import os
import signal
import sys
import time

from runner import ending, last_words, needs, restart_delay
from runner.state import write_whole

SHORT_RUN = 10.0  # seconds
TOO_OFTEN = 5  # short runs in a row
# Seconds of short runs only, after which a program is in a crash loop.
LOOP_BEFORE_SERVING = 20.0
LOOP_AFTER_SERVING = 120.0

GENERAL_FAILURE = 1
WRONG_SETTING = 78


class Program:
    """The short runs of a program since its last long one."""

    def __init__(self, name, clock):
        self.name = name
        self._clock = clock
        self._started = clock()
        self._failures = []
        self._log = last_words.position(name)

    def start(self):
        self._started = self._clock()
        self._log = last_words.position(self.name)

    def reason(self):
        """Returns what its log says since its start."""
        return last_words.since(self._log)

    def record_failure(self):
        now = self._clock()
        # supervisord also counts the delay before the start as running.
        started = max(self._started, restart_delay.due(os.getcwd(), self.name))
        if now - started > SHORT_RUN:
            self._failures.clear()
        self._failures.append(now)

    def is_in_loop(self, seconds):
        return len(self._failures) >= TOO_OFTEN and self._failures[-1] - self._failures[0] >= seconds


class Listener:
    """Decides at each event of supervisord whether the run ends."""

    def __init__(self, end_run, has_served, disk_is_full, clock=time.monotonic):
        self._end_run = end_run
        self._has_served = has_served
        self._disk_is_full = disk_is_full
        self._clock = clock
        self._programs = {}

    def handle(self, event, process):
        name = process["processname"]
        program = self._programs.setdefault(name, Program(name, self._clock))
        if event == "PROCESS_STATE_RUNNING":
            program.start()
            return
        reason = program.reason()
        program.record_failure()
        if name == "boot":
            if process.get("expected") == "0":
                self._end_run(_boot_code(), "boot failed: " + reason)
            return
        save_reason(name, reason)
        if self._has_served():
            if name in needs.SERVING and event == "PROCESS_STATE_FATAL":
                self._end_run(GENERAL_FAILURE, "%s does not start: %s" % (name, reason))
            elif name in needs.SERVING and program.is_in_loop(LOOP_AFTER_SERVING) and not self._disk_is_full():
                self._end_run(GENERAL_FAILURE, "%s is in a crash loop: %s" % (name, reason))
        elif event == "PROCESS_STATE_FATAL":
            self._end_run(GENERAL_FAILURE, "%s does not start: %s" % (name, reason))
        elif process["expected"] == "1":
            self._end_run(WRONG_SETTING, "%s cannot start: %s" % (name, reason))
        elif program.is_in_loop(LOOP_BEFORE_SERVING) and name in needs.AWAITED:
            self._end_run(GENERAL_FAILURE, "%s is in a crash loop: %s" % (name, reason))


def save_reason(name, reason):
    """Saves the reason for the status, which shows it until the program works again."""
    try:
        os.makedirs("reasons", exist_ok=True)
        write_whole(os.path.join("reasons", name), reason.split("\n")[-1].strip() + "\n")
    except OSError:
        pass  # the disk is full, and the status shows that


def _boot_code():
    """Returns the exit code that boot.py saved: supervisord's event has none."""
    try:
        with open("boot.code") as code:
            return int(code.read())
    except (OSError, ValueError):
        return GENERAL_FAILURE


def _end_run(code, reason):
    ending.record(os.environ["TICKER_STATE"], code, reason)
    os.kill(os.getppid(), signal.SIGTERM)


def _has_served():
    """Whether the run has served: the starting command or this listener has left a file."""
    from runner import serving

    return serving.has_begun(os.getcwd())


def _disk_is_full():
    room = ending.free_room(os.environ["TICKER_STATE"])
    return room is not None and room < ending.LEAST_ROOM


def _words(line):
    return dict(word.split(":", 1) for word in line.split())


def listen():
    """Speaks supervisord's protocol of event listeners until supervisord is gone."""
    from runner import serving

    listener = Listener(_end_run, _has_served, _disk_is_full)
    while True:
        print("READY", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        header = _words(line)
        event = _words(sys.stdin.read(int(header["len"])))
        if header["eventname"].startswith("TICK"):
            # In a container no starting command waits for the first pairs.
            serving.look(os.getcwd(), os.environ["TICKER_STATE"])
        else:
            listener.handle(header["eventname"], event)
        print("RESULT 2\nOK", end="", flush=True)
