import unittest

from runner import bench_clients
from runner.errors import CommandError


class BenchClientsTest(unittest.TestCase):
    def test_the_ratios_are_of_medians_and_all_goals_count(self):
        rates = {"curl": [100.0, 90.0, 1000.0], "java": [120.0, 80.0, 70.0], "typescript": [80.0] * 3, "python": [50.0] * 3}
        found = bench_clients.result(rates, {"trades": 5})
        self.assertEqual([goal["value"] for goal in found["goals"]], [0.8, 0.8, 0.5])
        self.assertTrue(found["met"])
        self.assertFalse(bench_clients.result(dict(rates, python=[49.0] * 3), {})["met"])

    def test_options_are_checked(self):
        self.assertEqual(bench_clients.read([]), 200_000)
        self.assertEqual(bench_clients.read(["--scale", "1000000"]), 1_000_000)
        for wrong in (["--scale"], ["--scale", "1"], ["--fast", "1"], ["--scale", "10000", "x"]):
            with self.assertRaises(CommandError):
                bench_clients.read(wrong)
