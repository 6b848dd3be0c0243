"""Writes the log of a process that must not end when the disk is full, such as supervisord: log-writer NAME [FILE].

Copies lines from standard input to the file, or to standard output without one. Lines that cannot be written are
dropped and counted; the writing process never notices.
"""

import functools
import os
import signal
import subprocess
import sys

from runner.log_lines import as_json, is_worth_keeping, wants_json

LARGEST = 10 << 20  # bytes, after which the file is rotated
BACKUPS = 2
LONGEST_LINE = 1 << 20  # bytes; a longer one becomes several


class RotatedFile:
    """A file of bounded size, rotated to FILE.1, FILE.2 and so on. On a full disk it drops lines."""

    def __init__(self, path, largest=LARGEST, backups=BACKUPS, form=str):
        self._path = path
        self._largest = largest
        self._backups = backups
        self._form = form
        self._lost = 0
        self._descriptor = None

    def append(self, line):
        try:
            self._append(line)
        except OSError:
            self._lost += 1

    def _append(self, line):
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        if self._lost:
            _write_all(self._descriptor, self._form("(%d lines could not be written)" % self._lost).encode() + b"\n")
            self._lost = 0
        _write_all(self._descriptor, line)
        if os.fstat(self._descriptor).st_size >= self._largest:
            self._rotate()

    def _rotate(self):
        for number in range(self._backups - 1, 0, -1):
            if os.path.exists("%s.%d" % (self._path, number)):
                os.rename("%s.%d" % (self._path, number), "%s.%d" % (self._path, number + 1))
        os.rename(self._path, self._path + ".1")
        os.close(self._descriptor)
        self._descriptor = None


def _write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data) :]


class StandardOutput:
    """Passes lines on to standard output."""

    def append(self, line):
        try:
            _write_all(sys.stdout.fileno(), line)
        except OSError:
            pass  # the reader is gone


def copy(name, file=None):
    """Copies standard input to its end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _restart_when_killed()
    in_json = wants_json(os.environ)
    form = functools.partial(as_json, name) if in_json else str
    target = RotatedFile(file, form=form) if file else StandardOutput()
    for line in iter(lambda: sys.stdin.buffer.readline(LONGEST_LINE), b""):
        line = line.rstrip(b"\n")
        text = line.decode("utf-8", "replace")
        if is_worth_keeping(text):
            target.append((form(text).encode() if in_json else line) + b"\n")


def _restart_when_killed():
    """Returns in a child process, and in a new one when that is killed.

    This process keeps the pipe: without a reader, the next line would end the process that writes.
    """
    while True:
        child = os.fork()
        if child == 0:
            return
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            os._exit(os.WEXITSTATUS(status))


def start(name, file=None, **options):
    """Starts a log writer in a session of its own, and returns it; it reads the lines from its standard input."""
    command = [sys.executable, "-I", "-S", "-B", _runner(), "log-writer", name, *([file] if file else [])]
    if file:
        # A detached run must not keep a pipe behind the command that started it.
        options["stdout"] = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, **options)


def put_before_this_process(name, descriptors=(1, 2)):
    """With LOG_FORMAT=json, sends the output of this process, and of the one that replaces it, through a log writer.

    So every line is JSON, also the last ones of a JVM without memory, and those of nginx and PostgreSQL. The writer
    is no child of this process: PostgreSQL and nginx expect only children that they started.
    """
    if not wants_json(os.environ):
        return
    reading, writing = os.pipe()
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            os.dup2(reading, 0)
            os.dup2(descriptors[0], 1)
            os.close(reading)
            os.close(writing)
            os.execv(sys.executable, [sys.executable, "-I", "-S", "-B", _runner(), "log-writer", name])
        os._exit(0)
    os.wait()
    os.close(reading)
    sys.stdout.flush()
    for descriptor in descriptors:
        os.dup2(writing, descriptor)
    os.close(writing)


def _runner():
    return os.path.dirname(os.path.abspath(__file__))
