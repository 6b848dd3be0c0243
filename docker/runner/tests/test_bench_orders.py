import unittest

from runner import bench_orders
from runner.errors import CommandError

WELL = {"orders_per_second": 1000, "p99_ms": 20, "failed": 0, "unconnected_users": 0, "missing_events": 0}
FAST = dict(WELL, orders_per_second=4980)


class BenchOrdersTest(unittest.TestCase):
    def test_all_goals_count(self):
        self.assertTrue(bench_orders.result(WELL, FAST, FAST, [900, 1999])["met"])
        for streams, fast, seen in (
            (dict(WELL, orders_per_second=980), FAST, [1]),
            (dict(WELL, p99_ms=101), FAST, [1]),
            (dict(WELL, missing_events=1), FAST, [1]),
            (WELL, dict(FAST, failed=1), [1]),
            (WELL, dict(FAST, p99_ms=51), [1]),
            # Nothing that was measured is no good time.
            (WELL, dict(FAST, p99_ms=-1), [1]),
            (WELL, FAST, [2001]),
            (WELL, FAST, []),
        ):
            with self.subTest(streams=streams, fast=fast, seen=seen):
                self.assertFalse(bench_orders.result(streams, fast, FAST, seen)["met"])

    def test_one_late_order_of_a_hundred_is_left_out(self):
        times = [100] * 99 + [5000]
        self.assertTrue(bench_orders.result(WELL, FAST, FAST, times)["goals"][-1]["met"])
        self.assertFalse(bench_orders.result(WELL, FAST, FAST, [*times, 5000])["goals"][-1]["met"])

    def test_a_price_of_the_file_may_be_of_the_other_direction(self):
        self.assertTrue(bench_orders._is_same(0.02, 0.02))
        self.assertTrue(bench_orders._is_same(0.02, 50.0))
        self.assertFalse(bench_orders._is_same(0.02, 0.020001))
        self.assertFalse(bench_orders._is_same(0.02, None))

    def test_options_are_checked(self):
        self.assertEqual((bench_orders.read([]), bench_orders.read(["--minutes", "10"])), (2, 10))
        for wrong in (["--minutes"], ["--minutes", "0"], ["--minutes", "11"], ["--scale", "3"]):
            with self.assertRaises(CommandError):
                bench_orders.read(wrong)
