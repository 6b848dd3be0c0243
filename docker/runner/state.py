"""The folder of one kind of run: its lock, its processes, its end.

TICKER_HOME/demo and TICKER_HOME/up are the folders of the two kinds of run (TICKER_STATE). A run exists while a process
holds the lock on the file `lock` in its folder; the file names that process. supervisord inherits the lock and its
children do not, so the lock is free as soon as supervisord has ended, in any way.
"""

import fcntl
import os
import shutil
import signal
import time

from runner import processes
from runner.errors import BUSY, CANNOT_CREATE, CommandError
from runner.machine import ROOT, in_image

# In the image, nginx and json-generator may run without the others, too.
KINDS = ("demo", "up", "web") if in_image() else ("demo", "up")

STOP_LIMIT = 6.0  # seconds before a process that was asked to end is killed
LOCK_LIMIT = 1.0  # seconds; a status command holds the lock for a moment
LOCK_DESCRIPTOR = 3  # supervisord closes descriptors from 5 on


def home():
    """Returns the absolute path of TICKER_HOME."""
    return os.path.join(os.getcwd(), os.environ.get("TICKER_HOME") or os.path.join(ROOT, "var"))


class State:
    """The folder of one kind of run."""

    def __init__(self, kind):
        self.kind = kind
        self.home = home()
        self.path = os.path.join(self.home, kind)
        self.run_id = "run in " + self.path
        self._holds_lock = False

    def file(self, *names):
        return os.path.join(self.path, *names)

    def address(self):
        """Returns nginx's address, or None while the run is being prepared."""
        return read_text(self.file("run", "address"))

    def is_locked(self):
        """Whether a run exists or is being prepared."""
        try:
            with open(self.file("lock")) as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def is_up(self):
        """Whether supervisord listens."""
        return os.path.exists(self.file("run", "supervisor.sock"))

    def take(self):
        """Takes the lock; refuses when another process holds it."""
        try:
            os.makedirs(self.path, exist_ok=True)
            lock = os.open(self.file("lock"), os.O_WRONLY | os.O_CREAT, 0o666)
        except OSError as fault:
            raise CommandError(
                CANNOT_CREATE,
                'TICKER_HOME: expected a folder that can be written, found "%s" (%s)' % (self.home, fault.strerror),
            ) from None
        if not lock_within(lock, LOCK_LIMIT):
            raise CommandError(
                BUSY,
                "a run is on in %s already: %s (./ticker status, ./ticker down)"
                % (self.path, self.address() or "just starting"),
            )
        if lock != LOCK_DESCRIPTOR:
            os.dup2(lock, LOCK_DESCRIPTOR, inheritable=False)
            os.close(lock)
        self._holds_lock = True
        self.hold_as(os.getpid())

    def hold_as(self, pid):
        """Writes the process that holds the lock, in place, which works on a full disk."""
        descriptor = os.open(self.file("lock"), os.O_WRONLY)
        text = b"%d\n" % pid
        os.write(descriptor, text)
        os.ftruncate(descriptor, len(text))
        os.close(descriptor)

    def holder(self):
        """Returns the process that holds the lock, if it has written its number already."""
        text = read_text(self.file("lock")) or ""
        return int(text) if text.isdigit() else None

    def keep_lock(self):
        """Lets the program that replaces this process hold the lock."""
        os.set_inheritable(LOCK_DESCRIPTOR, True)

    def release(self):
        """Releases the lock; a supervisord that inherited it still holds it."""
        if self._holds_lock:
            os.close(LOCK_DESCRIPTOR)
            self._holds_lock = False

    def await_no_processes(self):
        """Waits until all processes of a killed supervisord have ended; kills them after 2 s."""
        deadline = time.monotonic() + 2
        while True:
            pids = processes.of_run(self.run_id, self.path)
            if not pids:
                return
            if time.monotonic() > deadline:
                kill(pids, signal.SIGKILL)
            time.sleep(0.1)

    def end(self, reason, code=0):
        """Ends the run in order, or by force when that takes too long, and deletes its run folder.

        Records the reason and the exit code, unless the run has recorded its own.
        """
        from runner import ending, wake

        if os.path.isdir(self.file("run")):
            # First, so that a command in the foreground sees that this is no failure.
            ending.record(self.path, code, reason)
        with open(self.file("lock"), "a") as lock:
            holder = self.holder()
            if not lock_within(lock, 0) and holder:
                kill([holder], signal.SIGTERM)
                with wake.waking(self.file("run"), STOP_LIMIT):
                    in_time = lock_within(lock, STOP_LIMIT)
                if not in_time:
                    kill([self.holder() or holder], signal.SIGKILL)
                    fcntl.flock(lock, fcntl.LOCK_EX)
            self._clear()

    def clear(self):
        """Deletes the run folder of a run that was killed."""
        from runner import ending

        with open(self.file("lock"), "a") as lock:
            if lock_within(lock, 0):
                ending.record(self.path, 1, "without a word: it was killed, or the machine stopped; nothing is lost")
                self._clear()

    def _clear(self):
        from runner import nginx

        self.await_no_processes()
        nginx.remove_cache(self.file("run"))
        shutil.rmtree(self.file("run"), ignore_errors=True)


def running():
    """Returns the states of all runs that exist or are being prepared."""
    return [state for state in map(State, KINDS) if state.is_locked()]


def lock_within(file, seconds):
    """Locks the open file within the seconds. Returns whether it did."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)


def kill(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass  # has ended


def read_text(path):
    """Returns the file's text without surrounding white space, or None without file or text."""
    try:
        with open(path, errors="replace") as file:
            return file.read().strip() or None
    except OSError:
        return None


def write_whole(path, text):
    """Replaces the file by a rename, so that no reader sees half of it."""
    with create(path + ".new") as file:
        file.write(text)
    os.rename(path + ".new", path)


def create(path):
    """Opens a new file for writing. What was there is deleted, not written: in a shared folder it may be another user's link."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666), "w")
