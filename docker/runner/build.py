"""Builds the programs when a source is newer than the last build."""

import contextlib
import fcntl
import os
import re
import subprocess
import sys
import time

from runner import dashboard, machine
from runner.errors import DISK, CommandError
from runner.machine import ROOT

TARGET = os.path.join(ROOT, "target")
DIST = os.path.join(TARGET, "dist")
BUILT = os.path.join(DIST, ".built")
BUILDING = os.path.join(TARGET, ".building")
LOG = os.path.join(TARGET, "build.log")
ERRORS_SHOWN = 15

# As many modules at once as there are cores.
MAVEN_OPTIONS = ["-B", "-ntp", "-Dstyle.color=never", "-T1C"]

# "[INFO] Building ingester 0.1.0                  [7/13]"
MODULE = re.compile(r"^\[INFO\] Building (\S+) \S+ +\[(\d+)/(\d+)\]")


@contextlib.contextmanager
def lock():
    """Holds the clone's build lock, so that two commands do not build, test or copy at the same time."""
    try:
        os.makedirs(TARGET, exist_ok=True)
        file = open(os.path.join(TARGET, "build.lock"), "w")
    except OSError as fault:
        raise CommandError(DISK, "cannot write into %s (%s): make the clone writable" % (TARGET, fault.strerror)) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another ./ticker is building in this clone; waiting for it", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_current():
    """Whether no source is newer than the last build. Folders count too: a deleted file changes only them."""
    try:
        built = os.stat(BUILT).st_mtime_ns
    except FileNotFoundError:
        return False
    return not any(os.lstat(path).st_mtime_ns > built for path in _sources())


def _sources():
    for name in ["pom.xml", ".mvn", os.path.join("db", "migrations")]:
        yield from _all_below(os.path.join(ROOT, name))
    for module in os.scandir(ROOT):
        for name in ["pom.xml", os.path.join("src", "main")]:
            yield from _all_below(os.path.join(module.path, name))


def _all_below(path):
    if os.path.exists(path):
        yield path
    for folder, _, files in os.walk(path):
        yield folder
        for file in files:
            yield os.path.join(folder, file)


def build_if_older():
    if not is_current():
        _build_programs()
    dashboard.build_if_older(DIST)


def _build_programs():
    machine.need_maven()
    print("building the programs (the first time also downloads their dependencies)", flush=True)
    open(BUILDING, "w").close()
    _maven_package()
    os.rename(BUILDING, BUILT)


def _maven_package():
    began = time.monotonic()
    command = ["mvn", "-f", os.path.join(ROOT, "pom.xml"), *MAVEN_OPTIONS, "package", "-DskipTests"]
    with open(LOG, "w") as log, Progress() as progress:
        maven = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            for line in maven.stdout:
                log.write(line)
                progress.report(line)
            code = maven.wait()
        except BaseException:
            maven.terminate()
            raise
    if code != 0:
        with open(LOG) as log:
            errors = [line for line in log if line.startswith("[ERROR]")]
        sys.stderr.writelines(errors[:ERRORS_SHOWN])
        raise CommandError(1, "the build failed: see " + LOG)
    print("built: %d s" % (time.monotonic() - began), flush=True)


class Progress:
    """Shows the module that is being built: on a terminal in one line that changes, else in a line for each."""

    def __init__(self, out=None):
        self._out = out or sys.stdout
        self._on_terminal = self._out.isatty()
        self._width = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._width:
            self._say("")
            self._out.write("\r")
            self._out.flush()

    def report(self, line):
        found = MODULE.match(line)
        if found:
            self._say("  %s (%s of %s)" % found.groups())

    def _say(self, text):
        if self._on_terminal:
            self._out.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self._out.write(text + "\n")
        self._out.flush()
