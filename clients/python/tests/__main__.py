"""Runs all tests; the last line is how many passed, failed and were skipped."""

import os
import sys
import unittest


def main():
    tests = os.path.dirname(os.path.abspath(__file__))
    suite = unittest.defaultTestLoader.discover(tests, top_level_dir=os.path.dirname(tests))
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    print(result.testsRun - failed - skipped, failed, skipped)
    return 1 if failed or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
