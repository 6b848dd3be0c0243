"""Ends the run when a program cannot go on, and leaves the reason.

supervisord's event listener. supervisord restarts a program that fell, for ever, and ends with 0 whatever happened; a
run that leads nowhere must end, so that whoever started it learns of it.
"""

import os
import signal
import sys
import time

from runner import ending, last_words

# A program that never worked leads nowhere when all its runs were this short for so long, in seconds, and so many.
SHORT_RUN = 10.0
TOO_LONG = 20.0
TOO_OFTEN = 5

GENERAL_FAILURE = 1
NOT_TO_BE_TRIED_AGAIN = 78


class Program:
    """What is remembered of a program: whether it ever worked, and its short runs since its last long one."""

    def __init__(self, name, clock):
        self.name = name
        self.worked = False
        self._clock = clock
        self._started = clock()
        self._falls = []

    def start(self):
        self._started = self._clock()

    def fall(self):
        now = self._clock()
        if now - self._started > SHORT_RUN:
            self._falls.clear()
        self._falls.append(now)

    def look(self):
        """Programs write their state into a file; PostgreSQL writes nothing, but gets the last of them going."""
        try:
            with open(os.path.join("status", "json-generator" if self.name == "postgres" else self.name)) as file:
                self.worked = self.worked or not file.readline().startswith("starting")
        except OSError:
            pass  # not started, or ended and cleared away

    def leads_nowhere(self):
        return not self.worked and len(self._falls) >= TOO_OFTEN and self._falls[-1] - self._falls[0] >= TOO_LONG


class Listener:
    """Judges supervisord's events."""

    def __init__(self, end_run, clock=time.monotonic):
        self._end_run = end_run
        self._clock = clock
        self._programs = {}

    def tick(self):
        for program in self._programs.values():
            program.look()

    def judge(self, event, process):
        name = process["processname"]
        program = self._programs.setdefault(name, Program(name, self._clock))
        program.look()
        if event == "PROCESS_STATE_RUNNING":
            program.start()
        elif event == "PROCESS_STATE_FATAL":
            self._end(GENERAL_FAILURE, name, "does not start")
        elif name == "boot":
            if process["expected"] == "0":
                self._end(_boot_code(), name, "failed")
        elif process["expected"] == "1":
            self._end(NOT_TO_BE_TRIED_AGAIN, name, "cannot start")
        else:
            program.fall()
            if program.leads_nowhere():
                self._end(GENERAL_FAILURE, name, "falls again and again")

    def _end(self, code, name, what):
        self._end_run(code, "%s %s: %s" % (name, what, last_words.of(name)))


def _boot_code():
    """supervisord tells that boot failed, not how; boot itself left its code."""
    try:
        with open("boot.code") as code:
            return int(code.read())
    except (OSError, ValueError):
        return GENERAL_FAILURE


def _end_run(code, reason):
    ending.record(code, reason)
    os.kill(os.getppid(), signal.SIGTERM)


def _words(line):
    return dict(word.split(":", 1) for word in line.split())


def listen():
    """Until supervisord is gone, by its protocol of event listeners."""
    listener = Listener(_end_run)
    while True:
        print("READY", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        header = _words(line)
        event = _words(sys.stdin.read(int(header["len"])))
        if header["eventname"].startswith("TICK"):
            listener.tick()
        else:
            listener.judge(header["eventname"], event)
        print("RESULT 2\nOK", end="", flush=True)
