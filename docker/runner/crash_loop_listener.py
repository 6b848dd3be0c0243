"""Ends the run when it cannot go on, and leaves the reason. supervisord's event listener.

Before the run has served, what keeps it from serving ends it: a boot that failed, settings that cannot be used, a program
that falls again and again. Afterwards only those without which nobody is served do, when they are in a crash loop; and
not on a full disk, where files are served from on, and which somebody may make room on. Any other program leaves the
rest serving what there is, shows its reason in the status, and is started again with a growing delay.
"""

import os
import signal
import sys
import time

from runner import ending, last_words, needs
from runner.state import write_whole

SHORT_RUN = 10.0  # seconds
TOO_OFTEN = 5  # short runs in a row
# A program whose runs were all that short for so long, in seconds, is in a crash loop.
LOOP_BEFORE_SERVING = 20.0
LOOP_AFTER_SERVING = 120.0

GENERAL_FAILURE = 1
WRONG_SETTING = 78


class Program:
    """What is remembered of a program: its short runs since its last long one."""

    def __init__(self, name, clock):
        self.name = name
        self._clock = clock
        self._started = clock()
        self._falls = []
        self._log = last_words.position(name)

    def start(self):
        self._started = self._clock()
        self._log = last_words.position(self.name)

    def reason(self):
        """What it said since its start."""
        return last_words.since(self._log)

    def fall(self):
        now = self._clock()
        if now - self._started > SHORT_RUN:
            self._falls.clear()
        self._falls.append(now)

    def loops(self, for_long):
        return len(self._falls) >= TOO_OFTEN and self._falls[-1] - self._falls[0] >= for_long


class Listener:
    """Judges supervisord's events."""

    def __init__(self, end_run, has_served, disk_is_full, clock=time.monotonic):
        self._end_run = end_run
        self._has_served = has_served
        self._disk_is_full = disk_is_full
        self._clock = clock
        self._programs = {}

    def judge(self, event, process):
        name = process["processname"]
        program = self._programs.setdefault(name, Program(name, self._clock))
        if event == "PROCESS_STATE_RUNNING":
            program.start()
            return
        reason = program.reason()
        program.fall()
        if name == "boot":
            if process.get("expected") == "0":
                self._end_run(_boot_code(), "boot failed: " + reason)
            return
        leave_reason(name, reason)
        if self._has_served():
            if name in needs.SERVING and program.loops(LOOP_AFTER_SERVING) and not self._disk_is_full():
                self._end_run(GENERAL_FAILURE, "%s falls again and again: %s" % (name, reason))
        elif event == "PROCESS_STATE_FATAL":
            self._end_run(GENERAL_FAILURE, "%s does not start: %s" % (name, reason))
        elif process["expected"] == "1":
            self._end_run(WRONG_SETTING, "%s cannot start: %s" % (name, reason))
        elif program.loops(LOOP_BEFORE_SERVING) and name in needs.AWAITED:
            self._end_run(GENERAL_FAILURE, "%s falls again and again: %s" % (name, reason))


def leave_reason(name, reason):
    """For the status, until the program works again."""
    try:
        os.makedirs("reasons", exist_ok=True)
        write_whole(os.path.join("reasons", name), reason.split("\n")[-1].strip() + "\n")
    except OSError:
        pass  # a full disk, which the status shows, too


def _boot_code():
    """supervisord tells that boot failed, not how; boot itself left its code."""
    try:
        with open("boot.code") as code:
            return int(code.read())
    except (OSError, ValueError):
        return GENERAL_FAILURE


def _end_run(code, reason):
    ending.record(os.environ["TICKER_STATE"], code, reason)
    os.kill(os.getppid(), signal.SIGTERM)


def _has_served():
    """Left by whoever saw it first: the command that started the run, or we ourselves."""
    from runner import serving

    return serving.has_begun(os.getcwd())


def _disk_is_full():
    room = ending.free_room(os.environ["TICKER_STATE"])
    return room is not None and room < ending.LEAST_ROOM


def _words(line):
    return dict(word.split(":", 1) for word in line.split())


def listen():
    """Until supervisord is gone, by its protocol of event listeners."""
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
            # In a container nobody else looks.
            serving.look(os.getcwd(), os.environ["TICKER_STATE"])
        else:
            listener.judge(header["eventname"], event)
        print("RESULT 2\nOK", end="", flush=True)
