import os
import re
import shutil
import subprocess
import unittest

from runner import client_tests, commands
from runner.machine import ROOT

FOLDER = os.path.join(ROOT, "docker", "kubernetes")


@unittest.skipUnless(shutil.which("kubectl"), "kubectl is not installed")
class KustomizeTest(unittest.TestCase):
    def test_kubectl_makes_the_resources_of_each_folder(self):
        for folder in ("base", "events", "webhooks", "archive"):
            done = subprocess.run(["kubectl", "kustomize", os.path.join(FOLDER, folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout)
            waits = re.findall(r"name: ARCHIVE_REQUIRED\n +value: \"true\"", done.stdout)
            self.assertEqual(len(waits), folder == "archive")
            self.assertEqual(done.stdout.count("value: s3://ticker-archive/public"), 3 if folder == "archive" else 0)


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
        self.assertEqual([valid.split()[0] for valid in self.values("valid")], ["base", "events", "webhooks", "archive"], self.text)

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
