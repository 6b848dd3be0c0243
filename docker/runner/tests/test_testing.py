from runner.testing import Digest, Result
from runner.tests.folders import InFolder


class TestingTest(InFolder):
    def test_reports_are_summed(self):
        self.write("TEST-a.xml", '<?xml version="1.0"?><testsuite name="a" tests="7" errors="1" skipped="2" failures="1"><testcase/></testsuite>')
        result = Result()
        result.add_report("TEST-a.xml")
        self.assertEqual((result.passed, result.failed, result.skipped), (3, 2, 2))

    def test_failures_are_shown_whole_and_maven_s_advice_is_not(self):
        lines = {
            "[INFO] Scanning for projects...": False,
            "[INFO] Building core 0.1.0 [2/13]": True,
            "[INFO] Tests run: 7, Failures: 0, Time elapsed: 1 s -- in org.X": True,
            "[ERROR] Failures: ": True,
            "expected: 1": True,
            "[ERROR] Tests run: 7, Failures: 1": True,
            "expected: 2": False,
            "[ERROR] To see the full stack trace of the errors, re-run Maven": False,
            "[INFO] BUILD FAILURE": True,
        }
        digest = Digest()
        self.assertEqual({line: digest.shows(line + "\n") for line in lines}, lines)
