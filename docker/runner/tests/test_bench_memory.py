import unittest

from runner import bench_memory
from runner.errors import CommandError

MIB = 1 << 20
SECOND_VERSION = "anon %d\nfile 5\nkernel %d\nshmem %d\n" % (100 * MIB, 30 * MIB, 20 * MIB)
FIRST_VERSION = "cache 9\nrss 1\nshmem 1\ntotal_rss %d\ntotal_shmem %d\nkernel %d\n" % (100 * MIB, 20 * MIB, 30 * MIB)


class BenchMemoryTest(unittest.TestCase):
    def test_both_versions_of_control_groups_are_read(self):
        for text in (FIRST_VERSION, SECOND_VERSION):
            self.assertEqual(bench_memory.parts(text), {"anonymous": 100.0, "shared": 20.0, "kernel": 30.0})

    def test_a_part_that_is_missing_is_named(self):
        with self.assertRaises(CommandError) as failure:
            bench_memory.parts("anon 1\nshmem 2\n")
        self.assertIn("does not say its kernel memory", str(failure.exception))

    def test_the_result_is_met_when_no_request_failed_either(self):
        busy, quiet = {"anonymous": 400.0, "shared": 150.0, "kernel": 50.0}, {"anonymous": 300.0}
        found = bench_memory.result(busy, quiet, {"answered": 9, "failed": 0}, {})
        self.assertEqual((found["value"], found["baseline"], found["met"]), (600.0, 300.0, True))
        self.assertFalse(bench_memory.result(busy, quiet, {"answered": 9, "failed": 1}, {})["met"])
        self.assertFalse(bench_memory.result(dict(busy, anonymous=501.0), quiet, {"answered": 9, "failed": 0}, {})["met"])

    def test_options_are_checked(self):
        self.assertEqual(bench_memory.read([]), (1_000_000, 3))
        self.assertEqual(bench_memory.read(["--minutes", "5", "--scale", "7000000"]), (7_000_000, 5))
        for wrong in (["--scale"], ["--scale", "1"], ["--minutes", "x"], ["--fast", "1"]):
            with self.assertRaises(CommandError):
                bench_memory.read(wrong)
