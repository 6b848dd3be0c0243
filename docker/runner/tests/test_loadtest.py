import os
import unittest

from runner import loadtest
from runner.errors import CommandError


class LoadTestTest(unittest.TestCase):
    def test_options_reach_the_tool(self):
        options = loadtest.read(["--users", "300", "--rate", "100", "--duration", "2m", "--streams", "off"])
        self.assertEqual(
            options.words("http://127.0.0.1:1"),
            ["--address", "http://127.0.0.1:1", "--users", "300", "--rate", "100", "--seconds", "120", "--streams", "off", "--kind", "orders"],
        )
        self.assertEqual(loadtest.read([]).seconds, 600)
        self.assertEqual([loadtest.seconds(text) for text in ("30s", "10m", "1h")], [30, 600, 3600])

    def test_wrong_options_are_named(self):
        for wrong, named in (
            (["--fast", "1"], "--fast"),
            (["--users"], "--users"),
            (["--duration", "10"], "--duration: expected a duration such as 30s or 10m, found '10'"),
            (["--duration", "0s"], "--duration"),
            (["--gateways", "5"], "--gateways: expected a number from 1 to 4"),
            (["--gateways", "2", "--address", "http://127.0.0.1:1"], "--gateways: expected none with --address"),
        ):
            with self.subTest(wrong), self.assertRaises(CommandError) as refused:
                loadtest.read(wrong)
            self.assertIn(named, refused.exception.texts[0])

    def test_the_cost_of_an_order_is_the_difference_by_its_programs(self):
        before = {"exchange": 1.0, "nginx": 2.0, "postgres": 3.0}
        after = {"exchange": 1.5, "nginx": 4.0, "postgres": 3.0, "load generator": 1.0}
        self.assertEqual(loadtest.per_order(before, after, 10_000), {"nginx": 200, "load generator": 100, "exchange": 50})
        self.assertEqual(list(loadtest.per_order(before, after, 0)), ["nginx", "load generator", "exchange"])

    def test_processor_time_is_read_of_this_process(self):
        sum(number * number for number in range(300_000))
        self.assertGreater(loadtest.processor_time(os.getpid()), 0)
        self.assertIsNone(loadtest.processor_time(2**22 + 1))
        self.assertEqual(loadtest.program(os.getpid()), "others")
