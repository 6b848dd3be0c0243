import contextlib
import io
import os
import signal
import subprocess
import sys
from unittest import mock

from runner import ending, stop
from runner.tests.folders import InFolder

# Holds the lock until it is asked to end, as supervisord does.
HOLDER = """
import fcntl, sys, time
lock = open(sys.argv[1], "a")
fcntl.flock(lock, fcntl.LOCK_EX)
print("locked", flush=True)
time.sleep(60)
"""


class StopTest(InFolder):
    def setUp(self):
        super().setUp()
        patch = mock.patch.dict(os.environ, TICKER_HOME=self.folder)
        patch.start()
        self.addCleanup(patch.stop)

    def stopped(self):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            stop.all_runs()
        return out.getvalue()

    def test_without_a_run_it_says_so(self):
        self.assertEqual(self.stopped(), "nothing runs in %s\n" % self.folder)

    def test_a_killed_run_s_folder_is_deleted_and_its_end_recorded(self):
        self.write("demo/run/address", "http://127.0.0.1:8000\n")
        self.write("demo/lock", "1\n")
        self.stopped()
        self.assertFalse(os.path.exists("demo/run"))
        end = ending.read("demo")
        self.assertEqual(end.code, 1)
        self.assertIn("without a word", end.reason)

    def test_a_run_is_ended_and_says_by_whom(self):
        self.write("demo/run/address", "http://127.0.0.1:8000\n")
        self.write("demo/lock", "")
        with subprocess.Popen([sys.executable, "-c", HOLDER, "demo/lock"], stdout=subprocess.PIPE) as holder:
            holder.stdout.readline()
            self.write("demo/lock", "%d\n" % holder.pid)
            self.assertEqual(self.stopped(), "stopped %s/demo after 0 s\n" % self.folder)
            self.assertEqual(holder.wait(), -signal.SIGTERM)
        self.assertFalse(os.path.exists("demo/run"))
        self.assertEqual((ending.read("demo").code, ending.read("demo").reason), (0, "by ./ticker down"))
