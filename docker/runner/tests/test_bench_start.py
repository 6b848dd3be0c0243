import unittest

from runner import bench_start


class BenchStartTest(unittest.TestCase):
    def test_the_result_is_met_when_every_goal_is(self):
        rounds = [(4.0, 2.0, 1.0)]
        found = bench_start.result((4.0, 2.0, 1.0, 400.0, 150.0), 6.0, rounds)
        self.assertEqual((found["value"], found["baseline"], found["goal"], found["met"]), (4.0, 6.0, 5.0, True))
        found = bench_start.result((4.0, 3.01, 1.0, 400.0, 150.0), 6.0, rounds)
        self.assertFalse(found["met"])
        self.assertEqual([goal["name"] for goal in found["goals"] if not goal["met"]], ["later start"])
