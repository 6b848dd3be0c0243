"""Runs all tests of the runner; the last line is how many passed, failed and were skipped."""

import os
import sys
import unittest

TESTS = os.path.dirname(os.path.abspath(__file__))
DOCKER = os.path.dirname(os.path.dirname(TESTS))


def main():
    sys.path.insert(0, DOCKER)
    suite = unittest.defaultTestLoader.discover(TESTS, top_level_dir=DOCKER)
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    print(result.testsRun - failed - skipped, failed, skipped)
    return 1 if failed or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
