import os
import subprocess
import unittest

from runner import client_tests, commands
from runner.machine import ROOT

FOLDER = os.path.join(ROOT, "docker", "kubernetes")


class KubernetesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        interpreter, fault = client_tests.python_with(os.path.join(FOLDER, "requirements-test.txt"), "kubernetes")
        if fault:
            raise unittest.SkipTest(fault)
        done = subprocess.run([interpreter, os.path.join(FOLDER, "validate.py")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        cls.text = done.stdout
        cls.said = [line.split(" ", 1) for line in done.stdout.splitlines() if " " in line]

    def values(self, of):
        return [value for word, value in self.said if word == of]

    def test_the_manifests_fit_the_schemas_and_each_other(self):
        self.assertEqual(self.values("fault"), [])
        self.assertEqual([valid.split()[0] for valid in self.values("valid")], ["kubernetes", "events", "archive"], self.text)

    def test_each_pod_runs_what_the_image_knows_and_none_is_missing(self):
        known = {*commands.COMMANDS, *commands.OF_IMAGE} - set(commands.OF_CLONE)
        self.assertEqual(set(self.values("runs")) - known, set())
        # json-generator runs beside nginx, in web.
        self.assertEqual({*commands.ALL_PROGRAMS, "web", "migrate"} - {"json-generator"} - set(self.values("runs")), set())

    def test_each_setting_exists(self):
        with open(os.path.join(ROOT, "docs", "configuration.md")) as file:
            documented = file.read()
        self.assertGreater(len(self.values("sets")), 10)
        for name in self.values("sets"):
            self.assertIn("`%s`" % name, documented)
