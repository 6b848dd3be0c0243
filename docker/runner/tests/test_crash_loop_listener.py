from runner.crash_loop_listener import Listener
from runner.tests.folders import InFolder


class ListenerTest(InFolder):
    def setUp(self):
        super().setUp()
        self.now = 0.0
        self.ends = []
        self.listener = Listener(lambda code, reason: self.ends.append((code, reason)), lambda: self.now)

    def falls(self, name, times, seconds, expected="0"):
        for _ in range(times):
            self.listener.judge("PROCESS_STATE_RUNNING", {"processname": name})
            self.now += seconds
            self.listener.judge("PROCESS_STATE_EXITED", {"processname": name, "expected": expected})

    def works(self, name):
        self.write("status/" + name, "running\twell\n")
        self.listener.tick()

    def test_a_program_that_never_worked_and_falls_again_and_again_ends_the_run(self):
        self.falls("aggregator", 4, 6)
        self.assertEqual(self.ends, [])
        self.falls("aggregator", 1, 6)
        self.assertEqual(self.ends, [(1, "aggregator falls again and again: there is no log of it")])

    def test_falls_within_seconds_are_no_loop_yet(self):
        self.falls("aggregator", 10, 1)
        self.assertEqual(self.ends, [])

    def test_a_long_run_forgives_the_falls_before_it(self):
        self.falls("aggregator", 4, 6)
        self.falls("aggregator", 1, 60)
        self.falls("aggregator", 3, 6)
        self.assertEqual(self.ends, [])

    def test_settings_that_cannot_be_used_end_it_at_once(self):
        self.falls("ingester", 1, 1, expected="1")
        self.assertEqual(self.ends, [(78, "ingester cannot start: there is no log of it")])

    def test_a_boot_that_failed_ends_it_with_its_code(self):
        self.write("boot.code", "69\n")
        self.falls("boot", 1, 1)
        self.assertEqual(self.ends, [(69, "boot failed: there is no log of it")])

    def test_a_boot_that_is_done_ends_nothing(self):
        self.falls("boot", 1, 1, expected="1")
        self.assertEqual(self.ends, [])
