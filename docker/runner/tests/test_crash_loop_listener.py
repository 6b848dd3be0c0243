from unittest import mock

from runner import crash_loop_listener, restart_delay
from runner.crash_loop_listener import Listener
from runner.tests.folders import InFolder


class ListenerTest(InFolder):
    def setUp(self):
        super().setUp()
        self.now = 1000.0
        self.ends = []
        self.served = False
        self.full = False
        self.listener = Listener(
            lambda code, reason: self.ends.append((code, reason)), lambda: self.served, lambda: self.full, lambda: self.now
        )

    def fail(self, name, times, seconds, expected="0"):
        for _ in range(times):
            self.listener.handle("PROCESS_STATE_RUNNING", {"processname": name})
            self.now += seconds
            self.listener.handle("PROCESS_STATE_EXITED", {"processname": name, "expected": expected})

    def test_before_it_served_a_crash_loop_ends_the_run(self):
        self.fail("aggregator", 4, 6)
        self.assertEqual(self.ends, [])
        self.fail("aggregator", 1, 6)
        self.assertEqual(self.ends, [(1, "aggregator is in a crash loop: it has no log")])

    def fail_with_delays(self, name, times, seconds):
        """As under supervisord: the program runs once its delay is over, and supervisord counts both."""

        def sleep(delay):
            self.now += delay

        with mock.patch("time.monotonic", lambda: self.now), mock.patch("time.sleep", sleep):
            for _ in range(times):
                self.listener.handle("PROCESS_STATE_RUNNING", {"processname": name})
                restart_delay.wait(name)
                self.now += seconds
                self.listener.handle("PROCESS_STATE_EXITED", {"processname": name, "expected": "0"})

    def test_the_delay_before_a_start_is_no_part_of_the_run(self):
        for name in ("ingester", "aggregator", "json-generator", "sandbox"):
            for seconds in (1, 4, 9):
                with self.subTest(name, seconds=seconds):
                    self.setUp()
                    self.fail_with_delays(name, 4, seconds)
                    self.assertEqual(self.ends, [])
                    self.fail_with_delays(name, 2, seconds)
                    self.assertEqual(self.ends[0], (1, name + " is in a crash loop: it has no log"))

    def test_long_runs_are_no_loop_whatever_the_delays(self):
        self.fail_with_delays("aggregator", 20, 11)
        self.assertEqual(self.ends, [])

    def test_what_the_system_does_not_start_ends_it_where_readers_need_it(self):
        for name, served, ends in (("ingester", False, 1), ("ingester", True, 0), ("nginx", True, 1)):
            with self.subTest(name, served=served):
                self.ends.clear()
                self.served = served
                self.listener.handle("PROCESS_STATE_FATAL", {"processname": name, "from_state": "BACKOFF"})
                self.assertEqual(len(self.ends), ends)

    def test_failures_within_seconds_are_no_loop_yet(self):
        self.fail("aggregator", 10, 1)
        self.assertEqual(self.ends, [])

    def test_a_long_run_clears_the_failures_before_it(self):
        self.fail("aggregator", 4, 6)
        self.fail("aggregator", 1, 60)
        self.fail("aggregator", 3, 6)
        self.assertEqual(self.ends, [])

    def test_what_readers_do_not_need_never_ends_it_by_failing(self):
        self.fail("db-cleaner", 100, 6)
        self.assertEqual(self.ends, [])

    def test_before_it_served_settings_that_cannot_be_used_end_it_at_once(self):
        for name in ("ingester", "db-cleaner"):
            with self.subTest(name):
                self.ends.clear()
                self.fail(name, 1, 1, expected="1")
                self.assertEqual(self.ends, [(78, name + " cannot start: it has no log")])

    def test_after_it_served_nothing_ends_it_at_once(self):
        self.served = True
        for name in ("ingester", "aggregator", "json-generator", "graphql-server", "postgres"):
            self.fail(name, 4, 9, expected="1")
        self.assertEqual(self.ends, [])

    def test_after_it_served_only_a_crash_loop_of_those_who_serve_ends_it(self):
        self.served = True
        for name in ("ingester", "aggregator", "json-generator", "sandbox", "db-cleaner"):
            self.fail(name, 100, 9)
        self.assertEqual(self.ends, [])
        for name in ("postgres", "graphql-server", "nginx"):
            with self.subTest(name):
                self.ends.clear()
                self.fail(name, 13, 9)
                self.assertEqual(self.ends, [])
                self.fail(name, 2, 9)
                self.assertEqual(self.ends[0], (1, name + " is in a crash loop: it has no log"))

    def test_on_a_full_disk_it_goes_on_as_files_are_served(self):
        self.served = self.full = True
        self.fail("postgres", 100, 9)
        self.assertEqual(self.ends, [])

    def test_a_boot_that_failed_ends_it_with_its_code(self):
        self.write("boot.code", "69\n")
        self.fail("boot", 1, 1)
        self.assertEqual(self.ends, [(69, "boot failed: it has no log")])

    def test_a_boot_that_is_done_ends_nothing(self):
        self.fail("boot", 1, 1, expected="1")
        self.assertEqual(self.ends, [])

    def test_the_reason_of_each_failure_is_saved_for_the_status(self):
        self.served = True
        self.write("log/ingester.log", "")
        crash_loop_listener.save_reason("ingester", "one\n  HORIZON_URL: expected an address")
        self.assertEqual(self.read("reasons/ingester"), "HORIZON_URL: expected an address\n")
