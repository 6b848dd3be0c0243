import os
from unittest import mock

from runner import restart_delay
from runner.tests.folders import InFolder


class RestartDelayTest(InFolder):
    def setUp(self):
        super().setUp()
        self.now = 1000.0
        patches = [
            mock.patch("time.monotonic", lambda: self.now),
            mock.patch("time.sleep", self.sleep),
        ]
        for patch in patches:
            patch.start()
            self.addCleanup(patch.stop)
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def test_a_program_that_fails_at_once_waits_longer_each_time(self):
        for _ in range(9):
            restart_delay.wait("ingester")
            self.now += 1

        self.assertEqual(self.slept, [0, 0, 2, 4, 8, 16, 30, 30, 30])

    def test_those_without_which_nobody_is_served_are_tried_often(self):
        for _ in range(6):
            restart_delay.wait("postgres")
            self.now += 1

        self.assertEqual(self.slept, [0, 0, 2, 4, 4, 4])

    def test_one_that_was_killed_at_work_does_not_wait_long(self):
        self.write("status/ingester", "running\ttrades: live\n")
        for _ in range(5):
            restart_delay.wait("ingester")
            self.now += 1

        self.assertEqual(self.slept, [0, 0, 2, 2, 2])

    def test_one_that_is_killed_again_and_again_waits_longer(self):
        self.write("status/ingester", "running\ttrades: live\n")
        for _ in range(11):
            restart_delay.wait("ingester")
            self.now += 1

        self.assertEqual(self.slept, [0, 0, 2, 2, 2, 2, 2, 4, 8, 16, 30])

    def test_a_clock_that_is_set_back_changes_nothing(self):
        with mock.patch("time.time", lambda: 2_000_000_000):
            restart_delay.wait("ingester")
        with mock.patch("time.time", lambda: 1_000_000_000):
            restart_delay.wait("ingester")
        self.assertLessEqual(restart_delay.due(self.folder, "ingester"), self.now)

    def test_a_good_run_is_forgiven(self):
        for _ in range(4):
            restart_delay.wait("ingester")
        self.now += restart_delay.STEADY
        restart_delay.wait("ingester")

        self.assertEqual(self.slept[-1], 0)

    def test_the_start_is_remembered_in_place(self):
        restart_delay.wait("ingester")
        before = os.stat("starts/ingester")
        restart_delay.wait("ingester")
        after = os.stat("starts/ingester")
        self.assertEqual((before.st_ino, before.st_size), (after.st_ino, after.st_size))

    def test_the_next_start_is_known(self):
        self.assertEqual(restart_delay.due(self.folder, "ingester"), 0)
        restart_delay.wait("ingester")
        self.assertEqual(restart_delay.due(self.folder, "ingester"), 1000)
