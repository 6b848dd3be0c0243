"""Follows all logs of a folder, with the program's name before each line.

Begins with the last lines of each log. New files and rotated files are followed from their beginning. Days, fractions of
seconds and the word INFO are left out. So is supervisord's own log: it repeats what the programs' logs say.
"""

import collections
import glob
import os
import re
import time

from runner.errors import NO_INPUT, WRONG_USE, CommandError
from runner.state import KINDS, State, home

INTERVAL = 0.2  # seconds
NAME_WIDTH = 14
LEFT_OUT = re.compile(r"^\d{4}-\d\d-\d\d[T ](\d\d:\d\d:\d\d)\S*( UTC)?( INFO )?")
LAST_LINES = 10
LAST_LINES_OF_ONE = 50


class Log:
    """One log, and how far it was shown."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)[: -len(".log")]
        self._file = open(path, errors="replace")
        self._rest = ""

    def last(self, lines):
        """Shows the last lines."""
        self._show(collections.deque(self._file, lines))

    def follow(self):
        """Shows the lines since the last call."""
        self._show(self._file)
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            return  # being rotated
        if status.st_ino != os.fstat(self._file.fileno()).st_ino:
            self._file.close()
            self._file = open(self.path, errors="replace")
            self._show(self._file)
        elif status.st_size < self._file.tell():
            self._file.seek(0)

    def _show(self, lines):
        for line in lines:
            line = self._rest + line
            self._rest = "" if line.endswith("\n") else line
            if line.strip() and not self._rest:
                print(self._marked(line.rstrip()))

    def _marked(self, line):
        """Returns the line with the program's name; a JSON object stays one."""
        if line.startswith("{"):
            return '{"program":"%s",%s' % (self.name, line[1:])
        return "%-*s %s" % (NAME_WIDTH, self.name, LEFT_OUT.sub(r"\1", line))


def follow(folder, lines, ended=None):
    """Shows the logs of the folder until the event is set, or for ever."""
    import sys

    logs = {path: Log(path) for path in _paths(folder)}
    for log in logs.values():
        log.last(lines)
    while True:
        is_last = ended is not None and ended.is_set()
        for path in _paths(folder):
            if path not in logs:
                logs[path] = Log(path)
            logs[path].follow()
        sys.stdout.flush()
        if is_last:
            return
        if ended is None:
            time.sleep(INTERVAL)
        else:
            ended.wait(INTERVAL)


def follow_run(program):
    """Follows the logs of the current run, or else of the last one; of one program when it is named."""
    state = _to_follow()
    folder = state.file("log")
    known = sorted(os.path.basename(path)[: -len(".log")] for path in glob.glob(os.path.join(glob.escape(folder), "*.log")))
    if not known:
        raise CommandError(NO_INPUT, "no logs in %s yet: start a run with ./ticker demo or up" % home())
    if program is None:
        try:
            follow(folder, LAST_LINES)
        except KeyboardInterrupt:
            return
    if program not in known:
        raise CommandError(WRONG_USE, "no such program: '%s'; there are %s" % (program, " ".join(known)))
    path = os.path.join(folder, program + ".log")
    os.execvp("tail", ["tail", "-n", str(LAST_LINES_OF_ONE), "-F", path])


def _to_follow():
    with_logs = [state for state in map(State, KINDS) if os.path.isdir(state.file("log"))]
    for state in with_logs:
        if state.is_locked():
            return state
    return max(with_logs, key=lambda state: os.stat(state.file("log")).st_mtime, default=State(KINDS[0]))


def _paths(folder):
    logs = glob.glob(os.path.join(glob.escape(folder), "*.log"))
    return sorted(path for path in logs if os.path.basename(path) != "supervisord.log")
