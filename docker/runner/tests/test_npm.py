import os
import subprocess
from unittest import mock

from runner import npm
from runner.tests.folders import InFolder


class NpmTest(InFolder):
    def setUp(self):
        super().setUp()
        self.write("site/package-lock.json", "{}")
        self.enterContext(mock.patch.object(npm, "LOG", os.path.join(self.folder, "npm.log")))
        self.node = self.enterContext(mock.patch("runner.machine.has_node", return_value=True))
        self.npm = self.enterContext(mock.patch("subprocess.run", side_effect=self.answer))

    def answer(self, *_, **__):
        self.write("site/node_modules/x", "")

    def test_packages_are_installed_once_and_again_when_the_lock_file_changes(self):
        for _ in range(2):
            self.assertIsNone(npm.fault("site"))
        self.assertEqual(self.npm.call_count, 1)
        self.write("site/package-lock.json", '{"changed": 1}')
        self.assertIsNone(npm.fault("site"))
        self.assertEqual(self.npm.call_count, 2)

    def test_no_package_runs_a_script_of_its_own(self):
        npm.fault("site")
        self.assertIn("--ignore-scripts", self.npm.call_args.args[0])

    def test_without_node_or_a_registry_the_reason_is_said(self):
        self.node.return_value = False
        self.assertEqual(npm.fault("site"), "Node is missing or too old")
        self.node.return_value = True
        for reason in (subprocess.CalledProcessError(1, "npm"), subprocess.TimeoutExpired("npm", 600)):
            self.npm.side_effect = reason
            self.assertIn("npm could not download the packages of site (see ", npm.fault("site"))

    def test_packages_that_were_cut_off_are_installed_again(self):
        self.npm.side_effect = self.answer_and_fail
        npm.fault("site")
        self.npm.side_effect = self.answer
        self.assertIsNone(npm.fault("site"))
        self.assertEqual(self.npm.call_count, 2)

    def answer_and_fail(self, *_, **__):
        self.answer()
        raise subprocess.CalledProcessError(1, "npm")
