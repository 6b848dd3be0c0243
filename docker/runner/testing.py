"""Runs all tests, and prints the sum of the reports last."""

import glob
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

from runner import build, client_tests, dashboard, machine, npm
from runner.errors import WRONG_USE, CommandError
from runner.machine import ROOT

LOG = os.path.join(build.TARGET, "test.log")

# Failures in full; of all else one line for each class and module.
FAILURES_BEGIN = re.compile(r"^\[ERROR\] *(Failures|Errors): *$")
FAILURES_END = re.compile(r"^\[ERROR\] *Tests run:")
LEFT_OUT = re.compile(
    r"^\[ERROR\]( *$|.*\[Help 1\]| To see the full| Re-run| For more info| After correcting|   mvn | See dump)"
)
SHOWN = re.compile(
    r"^\[ERROR\]|^\[(INFO|WARNING)\] (Building [a-z0-9-]+ [0-9]|Tests run:.*(in |Time elapsed)|BUILD|Total time)"
)


# A long test carries the tag "long" and the tag of its group; a soak carries the tag "soak". The short form of a long test
# carries the tag "short": where the long one runs, it would only repeat a part.
LONG_TESTS = re.compile(r'@Tag\("long"\)\s*@Tag\("([a-z-]+)"\)')


def run(options):
    """Returns the exit code of all tests."""
    selection = Selection(options)
    machine.need_jdk()
    machine.need_maven()
    machine.need_services()
    machine.need_test_tools()
    with build.lock():
        return _run(selection)


class Selection:
    """The tests that the options select, as JUnit's tags."""

    def __init__(self, options):
        self.groups = ""
        self.excluded = "long | soak"
        if not options:
            return
        if options == ["--soak"]:
            self.groups, self.excluded = "soak", ""
        elif options[0] == "--long":
            self._take_long(options[1:])
        else:
            expected = "nothing, --long [GROUP...] or --soak"
            raise CommandError(WRONG_USE, "test does not know '%s': it takes %s" % (" ".join(options), expected))

    def _take_long(self, groups):
        known = long_groups()
        for group in groups:
            if group not in known:
                raise CommandError(WRONG_USE, "test --long has no group '%s'; there are %s" % (group, " ".join(known)))
        self.excluded = "soak | short"
        if groups:
            self.groups = "long & (%s)" % " | ".join(groups)

    def is_whole(self):
        """Whether the fast tests run, too."""
        return not self.groups

    def options(self):
        """Returns Maven's options."""
        included = ["-Dgroups=" + self.groups] if self.groups else []
        return [*included, "-DexcludedGroups=" + self.excluded]


def long_groups(root=ROOT):
    """Returns the groups of long tests, as the tests name them."""
    found = set()
    for path in _below_modules(root, "src", "test", "java", "**", "*.java"):
        with open(path, encoding="utf-8") as source:
            found.update(LONG_TESTS.findall(source.read()))
    return sorted(found)


def _below_modules(root, *pattern):
    for modules in ("*", os.path.join("clients", "*")):
        yield from glob.glob(os.path.join(glob.escape(root), modules, *pattern), recursive=True)


def _run(selection):
    print("building and testing (full output: target/test.log)", flush=True)
    open(build.BUILDING, "w").close()
    # A file may be dated a little before the clock.
    began = int(time.time())
    result = Result()
    if selection.is_whole():
        result.add_own_tests()
    # Tests that start ./ticker themselves open the dashboard of this build, too.
    dashboard.build_if_older(build.DIST)
    if selection.is_whole():
        result.add_dashboard_tests()
        result.add_client_tests()
    own_failed = result.failed
    code = _maven(selection)
    for report in _reports(began):
        result.add_report(report)
    print("%d passed, %d failed, %d skipped" % (result.passed, result.failed, result.skipped))
    if code == 0:
        # The tested programs are built.
        os.rename(build.BUILDING, build.BUILT)
    return code or (1 if own_failed else 0)


class Result:
    """The numbers of tests that passed, failed and were skipped."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0

    def add_own_tests(self):
        """Runs the tests of this package in a Python process of their own, and adds their numbers."""
        tests = os.path.join(ROOT, "docker", "runner", "tests")
        command = [sys.executable, "-I", "-B", os.path.join(tests, "run_all.py")]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        found = re.search(r"^(\d+) (\d+) (\d+)$", ran.stdout, re.MULTILINE)
        if found:
            passed, failed, skipped = map(int, found.groups())
        else:
            passed, failed, skipped = 0, 1, 0
        self._add(passed, failed, skipped)
        print("docker/runner: %d passed, %d failed, %d skipped" % (passed, failed, skipped), flush=True)

    def add_dashboard_tests(self):
        """Runs the dashboard's unit tests and the check of its types, where Node is."""
        report = os.path.join(dashboard.FOLDER, "target", "unit-tests.xml")
        fault = npm.fault(dashboard.FOLDER)
        if fault:
            print("dashboard: not tested: " + fault, flush=True)
            return
        before = self.passed, self.failed, self.skipped
        if not dashboard.run("check"):
            self.failed += 1
        if os.path.exists(report):
            os.remove(report)
        ran = dashboard.run("test", UNIT_TESTS=report)
        if os.path.exists(report):
            self.add_report(report)
        elif not ran:
            self.failed += 1
        numbers = tuple(now - then for now, then in zip((self.passed, self.failed, self.skipped), before))
        print("dashboard: %d passed, %d failed, %d skipped" % numbers, flush=True)
        if numbers[1]:
            print("dashboard: see " + dashboard.LOG, flush=True)

    def add_client_tests(self):
        """Runs the tests of the client libraries, and adds their numbers."""
        for name, passed, failed, skipped, said in client_tests.run():
            self._add(passed, failed, skipped)
            print("%s: %d passed, %d failed, %d skipped" % (name, passed, failed, skipped) + (" (%s)" % said if skipped and said else ""), flush=True)
            if failed:
                print(said, flush=True)

    def _add(self, passed, failed, skipped):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped

    def add_report(self, path):
        """Adds the numbers of one of Maven's reports."""
        for _, suite in ElementTree.iterparse(path, events=("start",)):
            run, failures, errors, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
            self._add(run - failures - errors - skipped, failures + errors, skipped)
            return


def _reports(since):
    reports = _below_modules(ROOT, "target", "*-reports", "TEST-*.xml")
    return [report for report in reports if os.stat(report).st_mtime >= since]


def _maven(selection):
    command = ["mvn", *build.MAVEN_OPTIONS, "-fae", "-P", "loadtest", *selection.options(), "verify"]
    # Tests that start ./ticker themselves use the programs of this build.
    environment = dict(os.environ, TICKER_DIST=build.DIST)
    digest = Digest()
    with open(LOG, "w") as log:
        maven = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        for line in maven.stdout:
            log.write(line)
            log.flush()
            if digest.shows(line):
                sys.stdout.write(line)
                sys.stdout.flush()
        return maven.wait()


class Digest:
    """Selects the lines of Maven to show."""

    def __init__(self):
        self._in_failures = False

    def shows(self, line):
        if self._in_failures or FAILURES_BEGIN.match(line):
            self._in_failures = not FAILURES_END.match(line)
            return True
        return bool(SHOWN.match(line)) and not LEFT_OUT.match(line)
