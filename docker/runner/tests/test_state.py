import os
import subprocess
import sys
from unittest import mock

from runner import state as states
from runner.errors import BUSY, CANNOT_CREATE, CommandError
from runner.state import lock_within, State, write_whole
from runner.tests.folders import InFolder


class StateTest(InFolder):
    def setUp(self):
        super().setUp()
        patch = mock.patch.dict(os.environ, TICKER_HOME=self.folder)
        patch.start()
        self.addCleanup(patch.stop)
        self.state = State("demo")

    def test_a_relative_home_is_found_from_where_the_command_was_given(self):
        os.environ["TICKER_HOME"] = "sub"
        self.assertEqual(State("up").path, os.path.join(self.folder, "sub", "up"))

    def test_the_process_with_the_lock_runs_it(self):
        self.assertFalse(self.state.is_locked())
        os.makedirs(self.state.path)
        with open(self.state.file("lock"), "w") as lock:
            self.assertFalse(self.state.is_locked())
            self.assertTrue(lock_within(lock, 0))
            self.assertTrue(self.state.is_locked())
            with mock.patch.object(states, "LOCK_LIMIT", 0), self.assertRaises(CommandError) as refusal:
                self.state.take()
        self.assertEqual(refusal.exception.code, BUSY)
        self.assertIn("already: just starting", str(refusal.exception))
        self.assertFalse(self.state.is_locked())

    def test_a_home_that_is_a_file_is_named(self):
        self.write("file", "")
        os.environ["TICKER_HOME"] = os.path.join(self.folder, "file")
        with self.assertRaises(CommandError) as refusal:
            State("demo").take()
        self.assertEqual(refusal.exception.code, CANNOT_CREATE)
        self.assertIn("TICKER_HOME: expected a folder", str(refusal.exception))

    def test_the_holder_s_number_is_replaced_whole(self):
        self.write("demo/lock", "1234567\n")
        self.state.hold_as(12)
        self.assertEqual(self.read("demo/lock"), "12\n")
        self.assertEqual(self.state.holder(), 12)

    def test_processes_of_the_run_are_found_by_its_id_and_killed_when_they_stay(self):
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        with subprocess.Popen(command, env=dict(os.environ, RUN_ID=self.state.run_id)) as ours, subprocess.Popen(command) as other:
            self.state.await_no_processes()
            self.assertEqual(ours.wait(1), -9)
            self.assertIsNone(other.poll())
            other.kill()

    def test_a_link_of_another_user_is_replaced_and_its_target_kept(self):
        for name in ("status", "status.new"):
            with self.subTest(name):
                self.write("precious", "kept")
                os.symlink("precious", name)
                write_whole("status", "new\n")
                self.assertEqual((self.read("status"), self.read("precious")), ("new\n", "kept"))
                self.assertFalse(os.path.islink("status"))
