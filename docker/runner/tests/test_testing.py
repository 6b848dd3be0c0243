import contextlib
import io
import os
from unittest import mock

from runner import build, dashboard, npm, testing
from runner.testing import Digest, Result, Selection
from runner.tests.folders import InFolder

MAVEN = """#!/bin/sh
echo "$@" >arguments
echo "[INFO] Scanning for projects..."
echo "[INFO] Building core 0.1.0 [2/13]"
mkdir -p core/target/surefire-reports
echo '<testsuite name="a" tests="5" errors="0" skipped="1" failures="0"/>' >core/target/surefire-reports/TEST-a.xml
exit $MAVEN_CODE
"""


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

    def dashboard_tests(self, node=True, codes=None):
        """Returns the numbers of the dashboard's tests, with an npm whose scripts end with the codes."""
        codes = codes or {}

        def run(script, **environment):
            if script == "test" and codes.get("test") != 2:
                self.write("dashboard/target/unit-tests.xml", '<testsuites tests="5" failures="%d" errors="0"/>' % codes.get("test", 0))
            return not codes.get(script)

        result = Result()
        with contextlib.ExitStack() as patches, contextlib.redirect_stdout(io.StringIO()) as out:
            patches.enter_context(mock.patch.object(dashboard, "FOLDER", os.path.join(self.folder, "dashboard")))
            patches.enter_context(mock.patch.object(npm, "fault", return_value=None if node else "Node is missing or too old"))
            patches.enter_context(mock.patch.object(dashboard, "run", side_effect=run))
            result.add_dashboard_tests()
        return result.passed, result.failed, out.getvalue()

    def test_the_dashboard_s_tests_count(self):
        self.assertEqual(self.dashboard_tests(), (5, 0, "dashboard: 5 passed, 0 failed, 0 skipped\n"))
        self.assertEqual(self.dashboard_tests(codes={"test": 1})[:2], (4, 1), "a test that failed")
        self.assertEqual(self.dashboard_tests(codes={"check": 1})[:2], (5, 1), "a wrong type")
        os.remove("dashboard/target/unit-tests.xml")
        self.assertEqual(self.dashboard_tests(codes={"test": 2})[:2], (0, 1), "tests that could not run")

    def test_without_node_the_tests_of_the_dashboard_are_left_out_in_words(self):
        self.assertEqual(self.dashboard_tests(node=False), (0, 0, "dashboard: not tested: Node is missing or too old\n"))

    def ran(self, maven_code, own="3 0 0", options=()):
        """Runs `./ticker test` with a Maven and tests that only print, and returns its code and lines."""
        self.write("bin/mvn", MAVEN)
        os.chmod("bin/mvn", 0o755)
        self.write("docker/runner/tests/run_all.py", "print('%s')" % own)
        self.write("target/dist/x", "")
        # One of an earlier run.
        self.write("core/target/surefire-reports/TEST-old.xml", '<testsuite name="old" tests="9"/>')
        os.utime("core/target/surefire-reports/TEST-old.xml", (1, 1))
        here = {"BUILDING": "target/.building", "BUILT": "target/dist/.built", "DIST": "target/dist"}
        environment = {"PATH": self.folder + "/bin:" + os.environ["PATH"], "MAVEN_CODE": str(maven_code)}
        with contextlib.ExitStack() as patches, contextlib.redirect_stdout(io.StringIO()) as out:
            patches.enter_context(mock.patch.dict(os.environ, environment))
            patches.enter_context(mock.patch.object(testing, "ROOT", self.folder))
            patches.enter_context(mock.patch.object(testing, "LOG", "target/test.log"))
            patches.enter_context(mock.patch.object(dashboard, "build_if_older"))
            patches.enter_context(mock.patch.object(Result, "add_dashboard_tests"))
            patches.enter_context(mock.patch.object(testing.client_tests, "run", lambda: [("clients/x", 1, 0, 1, "no Node")]))
            for name, path in here.items():
                patches.enter_context(mock.patch.object(build, name, path))
            code = testing._run(Selection(list(options)))
        return code, out.getvalue().splitlines()

    def test_all_tests_are_counted_in_the_last_line(self):
        code, lines = self.ran(0)
        self.assertEqual(code, 0)
        self.assertIn("[INFO] Building core 0.1.0 [2/13]", lines)
        self.assertNotIn("[INFO] Scanning for projects...", lines)
        self.assertEqual(lines[-1], "8 passed, 0 failed, 2 skipped")
        self.assertIn("clients/x: 1 passed, 0 failed, 1 skipped (no Node)", lines)
        self.assertTrue(os.path.exists("target/dist/.built"))
        self.assertIn("Scanning", self.read("target/test.log"))
        self.assertIn("-DexcludedGroups=long | soak verify", self.read("arguments"))

    def test_a_failure_of_maven_or_of_ours_is_one_of_the_whole(self):
        code, _ = self.ran(1)
        self.assertEqual(code, 1)
        self.assertFalse(os.path.exists("target/dist/.built"))
        code, lines = self.ran(0, own="2 1 0")
        self.assertEqual((code, lines[-1]), (1, "7 passed, 1 failed, 2 skipped"))
        code, lines = self.ran(0, own="a traceback")
        self.assertEqual((code, lines[-1]), (1, "5 passed, 1 failed, 2 skipped"))

    def test_the_soaks_run_alone(self):
        _, lines = self.ran(0, options=["--soak"])
        self.assertEqual(lines[-1], "4 passed, 0 failed, 1 skipped")
        self.assertIn("-Dgroups=soak -DexcludedGroups= verify", self.read("arguments"))
