import os
import signal
import subprocess
import sys
import unittest

RUNNER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The test's process is not the first one; the code believes that it is.
BEGIN = """\
import os, signal, sys, time
sys.path.insert(0, %r)
from runner import init
os.getpid = lambda: 1
init.come_first()
""" % os.path.dirname(RUNNER)


def started(rest):
    return subprocess.Popen([sys.executable, "-c", BEGIN + rest], stdout=subprocess.PIPE, text=True)


class InitTest(unittest.TestCase):
    def test_ends_with_the_code_of_the_work(self):
        with started("sys.exit(75)") as process:
            self.assertEqual(process.wait(10), 75)

    def test_a_killed_work_ends_as_a_shell_says_it(self):
        with started("os.kill(int(os.readlink('/proc/self')), signal.SIGKILL)") as process:
            self.assertEqual(process.wait(10), 128 + signal.SIGKILL)

    def test_passes_signals_on(self):
        rest = """
def end(*_):
    print("asked", flush=True)
    os._exit(3)
signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
while True:
    time.sleep(1)
"""
        with started(rest) as process:
            self.assertEqual(process.stdout.readline(), "ready\n")
            process.terminate()
            self.assertEqual(process.stdout.readline(), "asked\n")
            self.assertEqual(process.wait(10), 3)

    def test_any_other_process_just_continues(self):
        from runner import init

        before = os.getpid()
        init.come_first()
        self.assertEqual(os.getpid(), before)
